import { z } from 'zod';
import { type Change, raw, value } from '../change.ts';

export const nullability: readonly Change[] = [
  value('a value becomes nullable', z.string(), z.string().nullable(), 'ok', 'nullability Data.v'),
  value('a nullable value must be there', z.string().nullable(), z.string(), 'nullability Data.v', 'ok'),
  value('a constrained value becomes nullable', z.string().min(1), z.string().min(1).nullable(), 'ok', 'nullability Data.v'),
  value('a nullable enum gets a value', z.enum(['a']).nullable(), z.enum(['a', 'b']).nullable(), 'ok', 'enum-value-added Data.v'),
  value('an object becomes nullable', z.object({ a: z.int() }), z.object({ a: z.int() }).nullable(), 'ok', 'nullability Data.v'),
  value('nullable instead of optional', z.string().optional(), z.string().nullable(), 'required-added Data.v', 'nullability Data.v'),
  value('a nullable value has another bound', z.string().min(2).nullable(), z.string().min(1).nullable(), 'ok', 'bound-widened Data.v'),
  raw('nullable is written in another way', { type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }, 'ok', 'ok'),
];
