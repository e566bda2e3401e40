import { z } from 'zod';
import { type Change, raw, value } from '../change.ts';

export const types: readonly Change[] = [
  value('a string becomes a number', z.string(), z.number(), 'type-changed Data.v', 'type-changed Data.v'),
  value('a whole number becomes any number', z.int(), z.number(), 'ok', 'type-widened Data.v'),
  value('a number becomes a whole number', z.number(), z.int(), 'type-narrowed Data.v', 'ok'),
  value('a number or text becomes a number', z.union([z.number(), z.string()]), z.number(), 'type-narrowed Data.v', 'ok'),
  value('a number becomes a number or text', z.number(), z.union([z.number(), z.string()]), 'ok', 'type-widened Data.v'),
  value('anything becomes a string', z.unknown(), z.string(), 'nullability Data.v, type-narrowed Data.v', 'ok'),
  value('a string becomes anything', z.string(), z.unknown(), 'ok', 'nullability Data.v, type-widened Data.v'),
  value('a string becomes an object', z.string(), z.object({ text: z.string() }), 'type-changed Data.v', 'type-changed Data.v'),
  value('a value becomes a list of them', z.string(), z.array(z.string()), 'type-changed Data.v', 'type-changed Data.v'),
  value('true or false becomes text', z.boolean(), z.enum(['yes', 'no']), 'type-changed Data.v', 'type-changed Data.v'),
  value('an object becomes a record', z.object({ a: z.int() }), z.record(z.string(), z.int()), 'ok', 'required-removed Data.v.a'),
  raw('a list of types is widened', { type: ['string'] }, { type: ['string', 'integer'] }, 'ok', 'type-widened v'),
  raw('whole numbers are told by multipleOf', { type: 'number', multipleOf: 1 }, { type: 'integer' }, 'ok', 'ok'),
  raw(
    'a schema that takes nothing takes something',
    { type: 'array', items: false },
    { type: 'array', items: { type: 'string' } },
    'ok',
    'bound-widened v',
  ),
];
