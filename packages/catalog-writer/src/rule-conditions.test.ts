import { describe, expect, it } from 'vitest';
import { condition, conditionLabel } from './rule-conditions.ts';

const asks = (pattern: object) => conditionLabel({ pattern: pattern as never });
const ofData = (Data: object) => asks({ detail: { Data } });

describe('a condition in words, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html', () => {
  it.each([
    [['soup'], 'is soup'],
    [['soup', 'salad'], 'is soup or salad'],
    [['soup', 'salad', 'tea'], 'is soup, salad or tea'],
    [[1, true, null], 'is 1, true or null'],
    [[{ numeric: ['>=', 9000] }], 'is at least 9000'],
    [[{ numeric: ['>', 0, '<=', 5.5] }], 'is more than 0 and at most 5.5'],
    [[{ numeric: ['<', -1] }], 'is less than -1'],
    [[{ numeric: ['=', 3] }], 'is 3'],
    [[{ prefix: 'so' }], 'begins with so'],
    [[{ suffix: 'up' }], 'ends with up'],
    [[{ prefix: { 'equals-ignore-case': 'so' } }], 'begins with so in any case'],
    [[{ 'equals-ignore-case': 'soup' }], 'is soup in any case'],
    [[{ wildcard: 's*p' }], 'fits s*p'],
    [[{ 'anything-but': 'soup' }], 'is not soup'],
    [[{ 'anything-but': ['soup', 'tea'] }], 'is not soup or tea'],
    [[{ 'anything-but': 7 }], 'is not 7'],
    [[{ 'anything-but': { prefix: 'so' } }], 'does not begin with so'],
    [[{ 'anything-but': { suffix: ['up', 'ad'] } }], 'does not end with up or ad'],
    [[{ 'anything-but': { wildcard: '*u*' } }], 'does not fit *u*'],
    [[{ 'anything-but': { 'equals-ignore-case': 'tea' } }], 'is, in any case, not tea'],
    [[{ exists: true }], 'exists'],
    [[{ exists: false }], 'is missing'],
    [[{ cidr: '10.0.0.0/24' }], 'is an address in 10.0.0.0/24'],
    [['soup', { prefix: 'sa' }, { exists: false }], 'is soup, begins with sa or is missing'],
  ])('%j: %s', (allowed, words) => {
    expect(ofData({ dish: allowed })).toBe(`dish ${words}`);
  });

  it.each([[{ 'sounds-like': 'soup' }], [{ numeric: ['~', 3] }], [{ prefix: { case: 'so' } }], [{ 'anything-but': { exists: true } }]])(
    'when the operator is unknown (%j), then it appears unchanged',
    (operators) => {
      expect(ofData({ dish: [operators] })).toBe(`dish fits ${JSON.stringify(operators)}`);
    },
  );
});

describe('the conditions of a rule besides the event’s name', () => {
  const name = { source: ['a'], 'detail-type': ['b'] };
  const metadata = { event_type: ['B'], event_version: [{ prefix: '1.' }] };

  it.each([
    ['nothing', { ...name, detail: { Metadata: metadata } }, ''],
    ['values of two properties', { ...name, detail: { Metadata: metadata, Data: { a: ['x'], b: [1] } } }, 'a is x and b is 1'],
    ['nested properties', { detail: { Data: { guest: { name: ['Ada'] } } } }, 'guest.name is Ada'],
    ['other metadata', { detail: { Metadata: { ...metadata, correlation_id: [{ exists: true }] } } }, 'Metadata.correlation_id exists'],
    ['values of an event without envelope', { ...name, detail: { store: ['s'] } }, 'store is s'],
    ['who sent it', { ...name, account: ['1'] }, 'account is 1'],
    ['one of two things', { detail: { Data: { $or: [{ a: ['x'], c: ['y'] }, { b: [1] }] } } }, 'either a is x and c is y or b is 1'],
  ])('when it has a condition on %s, then the words are %3$s', (_, pattern, words) => {
    expect(asks(pattern)).toBe(words);
  });

  it('on a page, then values are quoted, and a bar does not end a cell', () => {
    const rule = { pattern: { detail: { Data: { dish: ['soup|tea'] } } } };
    expect(condition({ rule })).toBe(' where `dish` is `soup\\|tea`');
    expect(condition({ rule: { pattern: undefined } })).toBe('');
  });
});
