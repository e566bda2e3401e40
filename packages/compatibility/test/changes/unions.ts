import { z } from 'zod';
import { type Change, card, cash, raw, value, voucher } from '../change.ts';

export const unions: readonly Change[] = [
  value(
    'a member is added',
    z.discriminatedUnion('kind', [card, cash]),
    z.discriminatedUnion('kind', [card, cash, voucher]),
    'ok',
    'union-member-added Data.v',
  ),
  value(
    'a member is removed',
    z.discriminatedUnion('kind', [card, cash, voucher]),
    z.discriminatedUnion('kind', [card, cash]),
    'union-member-removed Data.v',
    'ok',
  ),
  value('an object becomes a union with it', card, z.discriminatedUnion('kind', [card, cash]), 'ok', 'union-member-added Data.v'),
  value(
    'a member gets an optional property',
    z.discriminatedUnion('kind', [card, cash]),
    z.discriminatedUnion('kind', [card, cash.extend({ tip: z.int().optional() })]),
    'ok',
    'ok',
  ),
  value(
    'a member gets a required property',
    z.discriminatedUnion('kind', [card, cash]),
    z.discriminatedUnion('kind', [card, cash.extend({ tip: z.int() })]),
    'required-added Data.v.tip',
    'ok',
  ),
  value(
    "a member's property is narrowed",
    z.discriminatedUnion('kind', [card, cash]),
    z.discriminatedUnion('kind', [card.extend({ number: z.string().max(16) }), cash]),
    'bound-narrowed Data.v.number',
    'ok',
  ),
  value(
    'an object is divided by its kind',
    z.object({ kind: z.enum(['a', 'b']), x: z.int() }),
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), x: z.int() }), z.object({ kind: z.literal('b'), x: z.number() })]),
    'ok',
    'type-widened Data.v.x',
  ),
  value(
    'a union of types gets one',
    z.union([z.string(), z.object({ a: z.int() })]),
    z.union([z.string(), z.object({ a: z.int() }), z.array(z.int())]),
    'ok',
    'type-widened Data.v',
  ),
  raw(
    'members that overlap, of which one must hold',
    { type: 'integer' },
    { oneOf: [{ type: 'integer', minimum: 0 }, { type: 'integer' }] },
    'not-comparable v',
    'ok',
  ),
  raw(
    'members that overlap, unchanged',
    { oneOf: [{ type: 'integer', minimum: 0 }, { type: 'integer' }] },
    { oneOf: [{ type: 'integer', minimum: 0 }, { type: 'integer' }], description: 'd' },
    'ok',
    'ok',
  ),
  raw(
    'one of two objects by what they require',
    { oneOf: [{ type: 'object', properties: { a: {} }, required: ['a'] }] },
    {
      oneOf: [
        { type: 'object', properties: { a: {} }, required: ['a'] },
        { type: 'object', properties: { b: {} }, required: ['b'] },
      ],
    },
    'ok',
    'required-removed v.a',
  ),
  raw('something is excluded', { type: 'string' }, { type: 'string', not: { const: 'x' } }, 'not-comparable v', 'ok'),
  raw(
    'something is excluded that was never written',
    { enum: ['a', 'b'] },
    { type: 'string', not: { const: 'x' } },
    'ok',
    'type-widened v',
  ),
  raw('the same is excluded', { type: 'string', not: { const: 'x' } }, { type: 'string', minLength: 0, not: { const: 'x' } }, 'ok', 'ok'),
  raw('nothing is taken any more', { type: 'string' }, { not: {} }, 'type-changed v', 'ok'),
];
