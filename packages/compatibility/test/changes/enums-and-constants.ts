import { z } from 'zod';
import { type Change, raw, value } from '../change.ts';

export const enumsAndConstants: readonly Change[] = [
  value('an enum gets a value', z.enum(['a', 'b']), z.enum(['a', 'b', 'c']), 'ok', 'enum-value-added Data.v'),
  value('an enum loses a value', z.enum(['a', 'b', 'c']), z.enum(['a', 'b']), 'enum-value-removed Data.v', 'ok'),
  value('an enum changes a value', z.enum(['a', 'b']), z.enum(['a', 'c']), 'enum-value-removed Data.v', 'enum-value-added Data.v'),
  value("an enum's values change places", z.enum(['a', 'b']), z.enum(['b', 'a']), 'ok', 'ok'),
  value('a constant becomes an enum with it', z.literal('a'), z.enum(['a', 'b']), 'ok', 'enum-value-added Data.v'),
  value('an enum becomes any text', z.enum(['a', 'b']), z.string(), 'ok', 'type-widened Data.v'),
  value('any text becomes an enum', z.string(), z.enum(['a', 'b']), 'type-narrowed Data.v', 'ok'),
  value('an enum becomes text of its length', z.enum(['ab', 'cd']), z.string().length(2), 'ok', 'type-widened Data.v'),
  value(
    'an enum becomes text that is too short for it',
    z.enum(['ab', 'cde']),
    z.string().max(2),
    'enum-value-removed Data.v',
    'type-widened Data.v',
  ),
  value('an enum becomes text of a pattern that fits', z.enum(['EUR', 'USD']), z.string().regex(/^[A-Z]{3}$/), 'ok', 'type-widened Data.v'),
  value(
    'an enum becomes text of a pattern that does not fit',
    z.enum(['EUR', 'usd']),
    z.string().regex(/^[A-Z]{3}$/),
    'enum-value-removed Data.v',
    'type-widened Data.v',
  ),
  value('a constant becomes a format that fits', z.literal('https://plumbline.dev/'), z.url(), 'ok', 'type-widened Data.v'),
  value('a constant becomes a format that ajv does not know', z.literal('a.b.c'), z.jwt(), 'not-comparable Data.v', 'type-widened Data.v'),
  value('a constant number becomes a range with it', z.literal(5), z.number().min(0).max(10), 'ok', 'type-widened Data.v'),
  value('a short range becomes its numbers', z.int().min(1).max(3), z.literal([1, 2, 3]), 'ok', 'ok'),
  value('a short range becomes some of its numbers', z.int().min(1).max(3), z.literal([1, 3]), 'enum-value-removed Data.v', 'ok'),
  value('true becomes true or false', z.literal(true), z.boolean(), 'ok', 'enum-value-added Data.v'),
  raw('an enum beside a bound loses what the bound refused', { enum: ['a', 'bcd'], maxLength: 1 }, { enum: ['a'] }, 'ok', 'ok'),
  raw(
    'a short range becomes an enum that a bound cuts',
    { type: 'integer', minimum: 1, maximum: 2 },
    { enum: [1, 2], minimum: 2 },
    'enum-value-removed v',
    'ok',
  ),
  raw('an object in an enum changes', { enum: [{ a: 1 }] }, { enum: [{ a: 2 }] }, 'enum-value-removed v', 'enum-value-added v'),
];
