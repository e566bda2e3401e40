import { beforeEach, describe, expect, it } from 'vitest';
import { matchesPattern, patternMatcher, type RuleIndex, ruleIndex, validatePattern } from '../rule-index.ts';

describe('A rule index', () => {
  let rules: RuleIndex<string>;
  beforeEach(() => {
    rules = ruleIndex();
  });

  it('returns the rules that match in the order in which they were added', () => {
    rules.add('b', '{"a": ["x"]}', 'first');
    rules.add('a', '{"a": [{"exists": true}]}', 'second');
    rules.add('c', '{"b": [{"exists": false}]}', 'third');
    expect(rules.match('{"a": "x"}')).toEqual(['first', 'second', 'third']);
    expect(rules.match('{"a": "y", "b": 1}')).toEqual(['second']);
  });

  it('returns a rule once, however many of its alternatives match', () => {
    rules.add('a', '{"$or": [{"a": ["x"]}, {"a": [{"prefix": "x"}]}, {"b": ["y"]}]}', 'rule');
    expect(rules.match('{"a": ["x", "xy"], "b": "y"}')).toEqual(['rule']);
  });

  it('replaces the rule with the same key', () => {
    rules.add('a', '{"a": ["x"]}', 'old');
    rules.add('a', '{"a": ["y"]}', 'new');
    expect(rules.match('{"a": ["x"]}')).toEqual([]);
    expect(rules.match('{"a": ["y"]}')).toEqual(['new']);
  });

  it('keeps the old rule when the new pattern is invalid', () => {
    rules.add('a', '{"a": ["x"]}', 'old');
    expect(() => rules.add('a', '{"a": "y"}', 'new')).toThrow('"a" must be an object or an array');
    expect(rules.match('{"a": "x"}')).toEqual(['old']);
  });

  it('drops a removed rule and keeps rules with the same conditions', () => {
    rules.add('a', '{"a": {"b": ["x"]}, "c": [{"anything-but": "z"}]}', 'one');
    rules.add('b', '{"a": {"b": ["x"]}, "c": [{"anything-but": "z"}]}', 'two');
    rules.remove('a');
    rules.remove('unknown');
    expect(rules.match('{"a.b": "x", "c": "y"}')).toEqual(['two']);
    rules.remove('b');
    expect(rules.match('{"a.b": "x", "c": "y"}')).toEqual([]);
  });

  it('finds each of thousands of rules by its own condition', () => {
    for (let rule = 0; rule < 3_000; rule += 1)
      rules.add(`${rule}`, `{"source": ["orders"], "detail": {"id": [${rule}], "name": [{"prefix": "n-${rule}-"}]}}`, `rule ${rule}`);
    for (let rule = 0; rule < 3_000; rule += 2) rules.remove(`${rule}`);
    for (let rule = 0; rule < 3_000; rule += 1)
      expect(rules.match(`{"source": "orders", "detail": {"id": ${rule}.0, "name": "n-${rule}-x"}}`)).toEqual(
        rule % 2 === 0 ? [] : [`rule ${rule}`],
      );
  });

  it('keeps events apart when one of them is malformed', () => {
    rules.add('a', '{"a": ["x"], "b": ["y"]}', 'rule');
    expect(() => rules.match('{"a": "x", "b"')).toThrow(SyntaxError);
    expect(rules.match('{"b": "y"}')).toEqual([]);
  });

  it('keeps two instances apart', () => {
    rules.add('a', '{"a": ["x"]}', 'rule');
    expect(ruleIndex().match('{"a": "x"}')).toEqual([]);
  });

  it('matches many independent arrays without trying all choices', () => {
    const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const array = JSON.stringify(Array.from({ length: 60 }, () => ({ v: '1' })));
    rules.add('a', `{${names.map((name) => `"${name}": {"v": ["1"]}`).join()}, "z": {"v": [{"exists": false}]}}`, 'rule');
    expect(rules.match(`{${names.map((name) => `"${name}": ${array}`).join()}}`)).toEqual(['rule']);
    expect(rules.match(`{${names.map((name) => `"${name}": ${array}`).join()}, "z": {"v": "1"}}`)).toEqual([]);
  });
});

describe('An event', () => {
  it.each([
    '',
    ' ',
    '[]',
    '"x"',
    '1',
    '{',
    '{"a"',
    '{"a":',
    '{"a":"x',
    '{"a":"x\\',
    '{"a":["x"',
    '{"a":{"b":1}',
    '{"c":{"d":"}',
    '{"a" "x"}',
    '{a:1}',
    '{"a":}',
    '{"a":,}',
  ])('that is not a JSON object is rejected: %s', (event) => {
    expect(() => matchesPattern('{"a": [{"exists": true}]}', event)).toThrow(SyntaxError);
  });

  it('may be nested to any depth where no rule reads it', () => {
    const depth = 200_000;
    expect(matchesPattern('{"b": ["x"]}', `{"a": ${'['.repeat(depth)}${']'.repeat(depth)}, "b": "x"}`)).toBe(true);
  });
});

describe('A pattern', () => {
  it('is read once for many events by patternMatcher', () => {
    const matches = patternMatcher('{"a": ["x"]}');
    expect(matches('{"a": "x"}')).toBe(true);
    expect(matches('{"a": "y"}')).toBe(false);
    expect(matches('{"a": ["y", "x"]}')).toBe(true);
  });

  it('is quoted in errors up to its 500th character', () => {
    const pattern = `{"${'k'.repeat(600)}": 1}`;
    expect(() => validatePattern(pattern)).toThrow(`(String)"{"${'k'.repeat(498)}"[truncated 107 chars]; line: 1, column: 607]`);
  });

  it('is quoted in errors without control characters', () => {
    expect(() => validatePattern('{"a\u0001": 1}')).toThrow('(String)"{"a\\u0001": 1}"; line: 1, column: 5]');
  });
});
