import { compilePattern } from '@plumbline/eventbridge';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canMatch } from './can-match.ts';
import type { Verdict } from './verdict.ts';

const schemaOf = (one: z.ZodType) => z.toJSONSchema(one, { io: 'input' }) as never;
const can = (pattern: object, schema: z.ZodType | object): Verdict =>
  canMatch(compilePattern(JSON.stringify(pattern)), schema instanceof z.ZodType ? schemaOf(schema) : (schema as never));

/** A pattern's list against what a required property may be. */
describe.each<readonly [what: string, schema: z.ZodType, cases: readonly (readonly [list: unknown, Verdict])[]]>([
  [
    'one of some texts',
    z.enum(['delivery', 'self_delivery', 'pick_up']),
    [
      [['delivery'], 'yes'],
      [['deliver'], 'no'],
      [[{ prefix: 'pick' }], 'yes'],
      [[{ suffix: 'ery' }], 'yes'],
      [[{ prefix: 'x' }], 'no'],
      [[{ 'anything-but': ['delivery', 'self_delivery'] }], 'yes'],
      [[{ 'anything-but': ['delivery', 'self_delivery', 'pick_up'] }], 'no'],
      [[{ 'equals-ignore-case': 'PICK_UP' }], 'yes'],
      [[{ wildcard: '*_up' }], 'yes'],
      [[{ exists: true }], 'yes'],
      [[{ exists: false }], 'no'],
      [[null, 4], 'no'],
      [['x', 'pick_up'], 'yes'],
    ],
  ],
  [
    'any text',
    z.string(),
    [
      [['x'], 'yes'],
      [[{ prefix: 'x' }], 'yes'],
      [[4], 'no'],
      [[{ numeric: ['>', 4] }], 'no'],
      [[true], 'no'],
      [[null], 'no'],
      [[{ 'anything-but': 'x' }], 'yes'],
      [[{ cidr: '10.0.0.0/24' }], 'maybe'],
    ],
  ],
  [
    'a text of a pattern',
    z.string().regex(/^1\.\d+$/),
    [
      [[{ prefix: '1.' }], 'yes'],
      [[{ prefix: '2.' }], 'no'],
      [['1.0'], 'yes'],
      [['1.x'], 'no'],
      [[{ suffix: '.5' }], 'yes'],
      [[{ suffix: 'x' }], 'no'],
      [[{ 'anything-but': { prefix: '1.' } }], 'no'],
      [[{ 'anything-but': { prefix: '1.2' } }], 'yes'],
      [[{ 'anything-but': { prefix: ['1.', '2.'] } }], 'no'],
      [[{ 'anything-but': { prefix: ['1.1', '1.2'] } }], 'yes'],
      [[{ 'anything-but': { suffix: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] } }], 'no'],
      [[{ 'anything-but': { wildcard: '*.*' } }], 'no'],
      [[{ 'anything-but': [1] }], 'yes'],
      [[{ wildcard: '*.*1' }], 'yes'],
      [[{ wildcard: '*.*.*' }], 'no'],
    ],
  ],
  [
    'a text that holds something somewhere',
    z.string().regex(/b+/),
    [
      [['abc'], 'yes'],
      [['ac'], 'no'],
      [[{ prefix: 'a' }], 'yes'],
    ],
  ],
  [
    'a text of a length',
    z.string().min(2).max(3),
    [
      [['a'], 'no'],
      [['ab'], 'yes'],
      [[{ prefix: 'abcd' }], 'no'],
      [[{ wildcard: 'a*bc' }], 'yes'],
    ],
  ],
  [
    'an id',
    z.uuid(),
    [
      [[{ prefix: 'g' }], 'no'],
      [[{ prefix: 'a' }], 'yes'],
      [[''], 'no'],
    ],
  ],
  [
    'a text that looks ahead',
    z.string().regex(/^(?!x)[a-z]+$/),
    [
      [['a'], 'maybe'],
      [['1'], 'no'],
    ],
  ],
  [
    'a number between',
    z.number().min(0).max(100),
    [
      [[{ numeric: ['>', 100] }], 'no'],
      [[{ numeric: ['>=', 100] }], 'yes'],
      [[{ numeric: ['<', 0] }], 'no'],
      [[{ numeric: ['>', 10, '<', 20] }], 'yes'],
      [[50], 'yes'],
      [[101], 'no'],
      [['50'], 'no'],
      [[{ 'anything-but': [50] }], 'yes'],
    ],
  ],
  [
    'a whole number',
    z.int().min(1).max(5),
    [
      [[{ numeric: ['>', 1, '<', 2] }], 'no'],
      [[{ numeric: ['>', 1, '<=', 2] }], 'yes'],
      [[{ numeric: ['=', 5] }], 'yes'],
    ],
  ],
  [
    'a multiple',
    z.number().multipleOf(5),
    [
      [[{ numeric: ['>', 11, '<', 14] }], 'no'],
      [[{ numeric: ['>', 11, '<=', 15] }], 'yes'],
    ],
  ],
  [
    'a multiple of a tenth',
    z.number().multipleOf(0.1),
    [
      [[0.3], 'maybe'],
      [[1.1], 'maybe'],
      [[{ numeric: ['>', 0.31, '<', 0.39] }], 'no'],
    ],
  ],
  ['a multiple of a hundredth', z.number().multipleOf(0.01), [[[0.07], 'maybe']]],
  [
    'a text beyond the first plane',
    z.string().regex(/^.$/u),
    [
      [['🍕'], 'yes'],
      [['ab'], 'no'],
      [[{ 'equals-ignore-case': 'É' }], 'yes'],
    ],
  ],
  [
    'a text of letters of whatever script',
    z.string().regex(/^\p{L}+$/u),
    [
      [['é'], 'yes'],
      [['1'], 'no'],
    ],
  ],
  [
    'a text that repeats itself',
    z.string().regex(/^(a*)x\1$/),
    [
      [['axa'], 'maybe'],
      [[4], 'no'],
    ],
  ],
  [
    'a text with a word in it',
    z.string().regex(/\bfoo\b/),
    [
      [['a foo'], 'maybe'],
      [['xfoo'], 'maybe'],
      [['bar'], 'no'],
    ],
  ],
  [
    'an object with names in which dots are',
    z.strictObject({ 'a.b': z.string() }),
    [
      [{ a: { b: ['x'] } }, 'maybe'],
      [{ c: { b: ['x'] } }, 'no'],
    ],
  ],
  [
    'a truth',
    z.boolean(),
    [
      [[true], 'yes'],
      [['true'], 'no'],
      [[false], 'yes'],
    ],
  ],
  [
    'always the same',
    z.literal('x'),
    [
      [['x'], 'yes'],
      [['y'], 'no'],
      [[{ 'anything-but': 'x' }], 'no'],
    ],
  ],
  [
    'text or nothing',
    z.string().nullable(),
    [
      [[null], 'yes'],
      [['x'], 'yes'],
      [[1], 'no'],
    ],
  ],
  [
    'one or the other',
    z.union([z.literal('a'), z.number().max(5)]),
    [
      [['a'], 'yes'],
      [[{ numeric: ['>', 5] }], 'no'],
      [[5], 'yes'],
    ],
  ],
  [
    'a list of texts',
    z.array(z.enum(['a', 'b'])),
    [
      [['a'], 'yes'],
      [['c'], 'no'],
      [[{ exists: false }], 'yes'],
    ],
  ],
  ['a list that is never empty', z.array(z.enum(['a', 'b'])).min(1), [[[{ exists: false }], 'no']]],
  [
    'an object',
    z.object({ a: z.string() }),
    [
      [['a'], 'no'],
      [[{ exists: true }], 'no'],
      [{ a: ['x'] }, 'yes'],
      [{ a: [1] }, 'no'],
      [{ b: ['x'] }, 'no'],
    ],
  ],
  [
    'a closed object',
    z.strictObject({ a: z.string() }),
    [
      [{ b: ['x'] }, 'no'],
      [{ b: [{ exists: false }] }, 'yes'],
    ],
  ],
  [
    'anything',
    z.unknown(),
    [
      [['x'], 'yes'],
      [[{ exists: true }], 'yes'],
      [{ a: [1] }, 'yes'],
    ],
  ],
])('%s', (_, schema, cases) => {
  it.each(cases)('can match %j: %s', (list, verdict) => {
    expect(can({ f: list }, z.object({ f: schema }))).toBe(verdict);
  });
});

describe('fields that belong together', () => {
  const payment = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('card'), brand: z.enum(['visa', 'amex']) }),
    z.object({ kind: z.literal('cash'), brand: z.null() }),
  ]);
  it.each<readonly [pattern: object, Verdict]>([
    [{ kind: ['card'], brand: ['visa'] }, 'yes'],
    [{ kind: ['cash'], brand: ['visa'] }, 'no'],
    [{ kind: ['cash'], brand: [null] }, 'yes'],
    [{ $or: [{ kind: ['x'] }, { brand: ['amex'] }] }, 'yes'],
    [{ $or: [{ kind: ['x'] }, { kind: ['cash'], brand: ['amex'] }] }, 'no'],
  ])('%j: %s', (pattern, verdict) => {
    expect(can({ payment: pattern }, z.object({ payment }))).toBe(verdict);
  });

  it('a property that may be missing may be asked to be', () => {
    const schema = z.object({ a: z.string().optional(), b: z.string() });
    expect(can({ a: [{ exists: false }] }, schema)).toBe('yes');
    expect(can({ b: [{ exists: false }] }, schema)).toBe('no');
  });
});
