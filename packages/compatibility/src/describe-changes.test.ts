import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHANGES } from '../test/changes.ts';
import { describeChanges, parseSchema, sameButAnnotations } from './index.ts';

const schemaOf = (schema: z.ZodType) => parseSchema(z.toJSONSchema(schema, { io: 'input' }));
const Data = (shape: z.ZodRawShape) => z.object({ Data: z.object(shape) });
const sentences = (older: z.ZodType, newer: z.ZodType) => describeChanges(schemaOf(older), schemaOf(newer)).map(({ sentence }) => sentence);

const card = z.object({ kind: z.literal('card'), number: z.string() });
const cash = z.object({ kind: z.literal('cash') });

describe('describeChanges', () => {
  it.each([
    ['a property goes', z.string(), undefined, 'Data.v was removed; it was required.'],
    ['a property comes', undefined, z.int().optional(), 'Data.v was added: optional, a whole number.'],
    ['it becomes optional', z.string(), z.string().optional(), 'Data.v is now optional.'],
    ['it becomes required', z.string().optional(), z.string(), 'Data.v is now required.'],
    ['its type changes', z.string(), z.int(), 'Data.v was a string and is now a whole number.'],
    ['it becomes nullable', z.enum(['a']), z.enum(['a']).nullable(), 'Data.v may now be null.'],
    ['it is no longer nullable', z.url().nullable(), z.url(), 'Data.v may no longer be null.'],
    ['values come', z.enum(['a']), z.enum(['a', 'b', 'c']), 'Data.v may now be "b" or "c".'],
    ['values go', z.enum(['a', 'b']), z.literal('a'), 'Data.v may no longer be "b".'],
    ['values are listed', z.string(), z.enum(['a', 'b']), 'Data.v is now "a" or "b" only.'],
    ['values are free', z.enum(['a', 'b']), z.string(), 'Data.v is no longer "a" or "b" only.'],
    ['a bound comes', z.string(), z.string().min(1), 'Data.v now has the minimum length 1.'],
    ['a bound goes', z.number().max(3), z.number(), 'Data.v no longer has the maximum 3.'],
    ['a bound moves', z.number().min(1), z.number().min(0), 'Data.v had the minimum 1 and now has 0.'],
    ['a format comes', z.string(), z.url(), 'Data.v now has the format "uri".'],
    ['a pattern comes', z.string(), z.string().regex(/^a$/), 'Data.v now has the pattern "^a$".'],
    ['a description comes', z.string(), z.string().describe('the name'), 'Data.v now has the description "the name".'],
    ['it is deprecated', z.string(), z.string().meta({ deprecated: true }), 'Data.v is now deprecated.'],
    [
      'a unit changes',
      z.number().meta({ 'x-unit': 'celsius' }),
      z.number().meta({ 'x-unit': 'kelvin' }),
      'Data.v had the unit "celsius" and now has "kelvin".',
    ],
    [
      'an item changes',
      z.array(z.object({ n: z.int() })),
      z.array(z.object({ n: z.number() })),
      'Data.v[].n was a whole number and is now a number.',
    ],
    [
      'an item of a tuple changes',
      z.tuple([z.int(), z.string()]),
      z.tuple([z.int(), z.int()]),
      'Data.v[1] was a string and is now a whole number.',
    ],
    [
      'a record holds something else',
      z.record(z.string(), z.int()),
      z.record(z.string(), z.string()),
      'Data.v.* was a whole number and is now a string.',
    ],
    [
      'an object is closed',
      z.object({}),
      z.strictObject({}),
      'Data.v had other properties ignored by consumers and not written and now has them refused.',
    ],
    [
      'a member comes',
      z.discriminatedUnion('kind', [card]),
      z.discriminatedUnion('kind', [card, cash]),
      'Data.v may now be an object with kind "cash".',
    ],
    [
      'a member goes',
      z.discriminatedUnion('kind', [cash, card]),
      z.discriminatedUnion('kind', [card]),
      'Data.v may no longer be an object with kind "cash".',
    ],
    [
      'a member changes',
      z.discriminatedUnion('kind', [cash, card]),
      z.discriminatedUnion('kind', [card.extend({ number: z.string().max(16) }), cash]),
      'Data.v.number now has the maximum length 16.',
    ],
    ['it becomes a union', z.string(), z.union([z.string(), z.object({ a: z.string() })]), 'Data.v may now be an object.'],
  ])('when %s, then one sentence says so', (_, older, newer, sentence) => {
    const shape = (value: z.ZodType | undefined): z.ZodRawShape => (value === undefined ? {} : { v: value });
    expect(sentences(Data(shape(older)), Data(shape(newer)))).toEqual([sentence]);
  });

  it('when several things change, then each is told, in the order of the schema', () => {
    const older = Data({ a: z.string(), b: z.int().optional(), c: z.string() });
    const newer = Data({ a: z.string().max(5).optional(), c: z.string(), d: z.boolean() });
    expect(describeChanges(schemaOf(older), schemaOf(newer)).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'property-optional Data.a',
      'bounds Data.a',
      'property-removed Data.b',
      'property-added Data.d',
    ]);
  });

  it.each(Object.values(CHANGES).flat())('when $name, then something is said', ({ older, newer }) => {
    for (const { sentence } of describeChanges(older, newer)) expect(sentence).toMatch(/^\S.*[^.]\.$/s);
    expect(describeChanges(older, newer).length > 0).toBe(JSON.stringify(sorted(older)) !== JSON.stringify(sorted(newer)));
    expect(describeChanges(older, older)).toEqual([]);
  });
});

/** Neither the order of keywords nor that of listed texts says anything. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? [...value].sort() : value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([name, one]) => [name, sorted(one)]),
  );
};

describe('sameButAnnotations', () => {
  const order = z.object({ title: z.string(), note: z.string().optional() });

  it.each([
    ['a description', z.object({ title: z.string().describe('the title'), note: z.string().optional() })],
    ['a title and examples', order.meta({ title: 'Order', examples: [{ title: 'x' }] })],
    ['a deprecation', z.object({ title: z.string(), note: z.string().meta({ deprecated: true }).optional() })],
    ['the order of properties', z.object({ note: z.string().optional(), title: z.string() })],
  ])('when only %s differs, then they are the same', (_, other) => {
    expect(sameButAnnotations(schemaOf(order), schemaOf(other))).toBe(true);
  });

  it.each([
    ['a property that is called title', z.object({ note: z.string().optional() })],
    ['a unit', order.extend({ title: z.string().meta({ 'x-unit': 'words' }) })],
    ['a default', order.extend({ note: z.string().default('x') })],
    ['a bound', order.extend({ title: z.string().min(1) })],
  ])('when %s differs, then they are not', (_, other) => {
    expect(sameButAnnotations(schemaOf(order), schemaOf(other))).toBe(false);
  });
});
