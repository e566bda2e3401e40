import { describe, expect, it } from 'vitest';
import { type ConditionVerdict, conditionVerdict } from './condition.ts';

type Case = readonly [
  operator: string,
  operand: string | readonly string[] | boolean | number,
  value: string | readonly string[] | undefined,
  ConditionVerdict,
];

const verdict = (operator: string, operand: Case[1], value: Case[2]): ConditionVerdict =>
  conditionVerdict(operator, { 'my:Key': operand }, value === undefined ? {} : { 'MY:key': value });

const RULE = 'arn:aws:events:eu-west-1:000000000000:rule/orders/new';

describe('a condition on a single value', () => {
  it.each<Case>([
    ['StringEquals', 'a', 'a', 'holds'],
    ['StringEquals', 'a', 'A', 'fails'],
    ['StringEquals', ['a', 'b'], 'b', 'holds'],
    ['StringNotEquals', ['a', 'b'], 'b', 'fails'],
    ['StringNotEquals', ['a', 'b'], 'c', 'holds'],
    ['StringEqualsIgnoreCase', 'a', 'A', 'holds'],
    ['StringNotEqualsIgnoreCase', 'a', 'A', 'fails'],
    ['StringLike', 'com.*.or?ers', 'com.acme.orders', 'holds'],
    ['StringLike', 'com.*', 'org.acme', 'fails'],
    ['StringNotLike', 'com.*', 'org.acme', 'holds'],
    ['ArnLike', 'arn:aws:events:*:*:rule/orders/*', RULE, 'holds'],
    ['ArnEquals', RULE, RULE, 'holds'],
    ['ArnEquals', 'arn:aws:events:*:*:rule/orders/*', RULE, 'holds'],
    ['ArnLike', 'arn:aws:events:*', RULE, 'fails'],
    ['ArnLike', 'arn:aws:*:rule/orders/new', RULE, 'fails'],
    ['ArnLike', 'arn:aws:s3:::bucket:with:colons', 'arn:aws:s3:::bucket:with:colons', 'holds'],
    ['ArnLike', '*', RULE, 'holds'],
    ['ArnNotLike', 'arn:aws:events:*:*:rule/orders/*', RULE, 'fails'],
    ['ArnNotEquals', RULE, `${RULE}er`, 'holds'],
    ['Bool', true, 'true', 'holds'],
    ['Bool', 'false', 'true', 'fails'],
    ['NumericEquals', 10, '10.0', 'holds'],
    ['NumericNotEquals', 10, '11', 'holds'],
    ['NumericLessThan', '10', '9', 'holds'],
    ['NumericLessThan', '10', '10', 'fails'],
    ['NumericLessThanEquals', '10', '10', 'holds'],
    ['NumericGreaterThan', '10', '10', 'fails'],
    ['NumericGreaterThanEquals', '10', '10', 'holds'],
    ['NumericLessThan', '10', 'many', 'fails'],
    ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', 'holds'],
    ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'fails'],
    ['DateLessThan', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'holds'],
    ['DateLessThanEquals', '2026-01-01', '2026-01-01T00:00:00Z', 'holds'],
    ['DateGreaterThan', '1767225600', '2026-01-01T00:00:01Z', 'holds'],
    ['DateGreaterThanEquals', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'fails'],
  ])('when %s %j is compared with %j, then it %4$s', (operator, operand, value, expected) => {
    expect(verdict(operator, operand, value)).toBe(expected);
  });

  it('when an operator names several keys, then all of them must hold', () => {
    const keys = { a: '1', b: '2' };
    expect(conditionVerdict('StringEquals', { a: '1', b: '2' }, keys)).toBe('holds');
    expect(conditionVerdict('StringEquals', { a: '1', b: '3' }, keys)).toBe('fails');
  });
});

describe('a condition on a missing key', () => {
  it.each<Case>([
    ['StringEquals', 'a', undefined, 'fails'],
    ['StringEquals', 'a', [], 'fails'],
    ['StringNotEquals', 'a', undefined, 'holds'],
    ['StringEqualsIfExists', 'a', undefined, 'holds'],
    ['StringEqualsIfExists', 'a', 'b', 'fails'],
    ['NumericLessThanIfExists', '1', undefined, 'holds'],
    ['Bool', 'false', undefined, 'fails'],
    ['Null', 'true', undefined, 'holds'],
    ['Null', true, [], 'holds'],
    ['Null', 'true', 'a', 'fails'],
    ['Null', 'false', 'a', 'holds'],
    ['Null', 'false', undefined, 'fails'],
    ['ForAllValues:StringEquals', 'a', undefined, 'holds'],
    ['ForAnyValue:StringEquals', 'a', undefined, 'fails'],
    ['ForAnyValue:StringNotEquals', 'a', undefined, 'fails'],
  ])('when %s %j is compared with %j, then it %4$s', (operator, operand, value, expected) => {
    expect(verdict(operator, operand, value)).toBe(expected);
  });
});

describe('a condition on a multi-valued key', () => {
  it.each<Case>([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'a'], 'holds'],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], 'fails'],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], 'holds'],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], 'fails'],
    ['ForAllValues:StringLike', 'com.*', ['com.a', 'com.b'], 'holds'],
    ['ForAnyValue:StringEquals', ['a'], ['b', 'a'], 'holds'],
    ['ForAnyValue:StringEquals', ['a'], ['b', 'c'], 'fails'],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], 'holds'],
    ['StringEquals', ['a', 'b'], ['a'], 'holds'],
    ['StringEquals', ['a', 'b'], ['a', 'b'], 'fails'],
  ])('when %s %j is compared with %j, then it %4$s', (operator, operand, value, expected) => {
    expect(verdict(operator, operand, value)).toBe(expected);
  });
});

describe('an operator that local-aws does not support', () => {
  it.each(['IpAddress', 'IpAddressIfExists', 'ForAllValues:StringSimilar', 'stringequals', 'toString', ''])(
    'when it is %j, then the verdict is unknown, with and without the key',
    (operator) => {
      expect(verdict(operator, 'a', 'a')).toBe('unknown');
      expect(verdict(operator, 'a', undefined)).toBe('unknown');
    },
  );
});
