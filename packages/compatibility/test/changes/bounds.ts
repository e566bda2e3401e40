import { z } from 'zod';
import { type Change, raw, value } from '../change.ts';

export const bounds: readonly Change[] = [
  value('a minimum rises', z.number().min(0), z.number().min(1), 'bound-narrowed Data.v', 'ok'),
  value('a minimum falls', z.int().min(1), z.int().min(0), 'ok', 'bound-widened Data.v'),
  value('a maximum comes', z.number(), z.number().max(10), 'bound-narrowed Data.v', 'ok'),
  value('a maximum goes', z.number().max(10), z.number(), 'ok', 'bound-widened Data.v'),
  value('a bound becomes exclusive', z.number().gte(0), z.number().gt(0), 'bound-narrowed Data.v', 'ok'),
  value('a whole number has an exclusive bound that says the same', z.int().gt(0), z.int().gte(1), 'ok', 'ok'),
  value('multiples of 10 become multiples of 5', z.int().multipleOf(10), z.int().multipleOf(5), 'ok', 'bound-widened Data.v'),
  value(
    'multiples of fractions',
    z.number().multipleOf(0.1),
    z.number().multipleOf(0.01),
    'not-comparable Data.v',
    'not-comparable Data.v',
  ),
  value('a text must not be empty', z.string(), z.string().min(1), 'bound-narrowed Data.v', 'ok'),
  value('a text may be longer', z.string().max(10), z.string().max(20), 'ok', 'bound-widened Data.v'),
  value('a text gets both bounds', z.string(), z.string().min(1).max(9), 'bound-narrowed Data.v, bound-narrowed Data.v', 'ok'),
  raw(
    'a range becomes two that cover it',
    { type: 'number', minimum: 0, maximum: 2 },
    {
      anyOf: [
        { type: 'number', minimum: 0, maximum: 1 },
        { type: 'number', minimum: 1, maximum: 2 },
      ],
    },
    'not-comparable v',
    'ok',
  ),
  raw(
    'two bounds of allOf become one',
    {
      allOf: [
        { type: 'number', minimum: 0 },
        { type: 'number', maximum: 1 },
      ],
    },
    { type: 'number', minimum: 0, maximum: 1 },
    'ok',
    'ok',
  ),
  raw('a range that takes nothing', { type: 'number', minimum: 2, maximum: 1 }, { type: 'string' }, 'ok', 'type-changed v'),
];
