import { z } from 'zod';
import { type Change, change, Data, raw } from '../change.ts';

export const properties: readonly Change[] = [
  change('an optional property is added', Data({ a: z.string() }), Data({ a: z.string(), b: z.string().optional() }), 'ok', 'ok'),
  change('a required property is added', Data({ a: z.string() }), Data({ a: z.string(), b: z.string() }), 'required-added Data.b', 'ok'),
  change('a property with a default is added', Data({ a: z.string() }), Data({ a: z.string(), b: z.string().default('x') }), 'ok', 'ok'),
  change('an optional property is removed', Data({ a: z.string(), b: z.string().optional() }), Data({ a: z.string() }), 'ok', 'ok'),
  change(
    'a required property is removed',
    Data({ a: z.string(), b: z.string() }),
    Data({ a: z.string() }),
    'ok',
    'required-removed Data.b',
  ),
  change(
    'an optional property becomes required',
    Data({ a: z.string().optional() }),
    Data({ a: z.string() }),
    'required-added Data.a',
    'ok',
  ),
  change(
    'a required property becomes optional',
    Data({ a: z.string() }),
    Data({ a: z.string().optional() }),
    'ok',
    'required-removed Data.a',
  ),
  change(
    'a required property is renamed',
    Data({ a: z.string() }),
    Data({ b: z.string() }),
    'required-added Data.b',
    'required-removed Data.a',
  ),
  change('an optional property is renamed', Data({ a: z.string().optional() }), Data({ b: z.string().optional() }), 'ok', 'ok'),
  change('properties change places', Data({ a: z.string(), b: z.int() }), Data({ b: z.int(), a: z.string() }), 'ok', 'ok'),
  raw(
    'a property is required that nothing describes',
    { type: 'object', properties: {} },
    { type: 'object', properties: {}, required: ['a'] },
    'required-added v.a',
    'ok',
  ),
  raw(
    'fewer properties are needed',
    { type: 'object', additionalProperties: true, minProperties: 2 },
    { type: 'object', additionalProperties: true, minProperties: 1 },
    'ok',
    'bound-widened v',
  ),
  raw(
    'fewer properties are allowed',
    { type: 'object', additionalProperties: true, maxProperties: 3 },
    { type: 'object', additionalProperties: true, maxProperties: 2 },
    'bound-narrowed v',
    'ok',
  ),
  raw(
    'more properties are allowed than are declared',
    { type: 'object', properties: { a: {}, b: {} } },
    { type: 'object', properties: { a: {}, b: {} }, maxProperties: 2 },
    'ok',
    'ok',
  ),
];
