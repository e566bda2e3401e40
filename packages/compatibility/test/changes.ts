import { z } from 'zod';
import { type IncompatibilityCode, type JsonSchema, parseSchema } from '../src/index.ts';

/** `ok`, or what is reported: the code and the path. Several are separated by commas. */
type Verdict = 'ok' | `${IncompatibilityCode} ${string}`;

export interface Change {
  readonly name: string;
  readonly older: JsonSchema;
  readonly newer: JsonSchema;
  readonly backward: Verdict;
  readonly forward: Verdict;
}

const schemaOf = (one: z.ZodType | object): JsonSchema =>
  parseSchema(one instanceof z.ZodType ? z.toJSONSchema(one, { io: 'input' }) : one);

const change = (name: string, older: z.ZodType | object, newer: z.ZodType | object, backward: Verdict, forward: Verdict): Change => ({
  name,
  older: schemaOf(older),
  newer: schemaOf(newer),
  backward,
  forward,
});

const Data = (shape: z.ZodRawShape) => z.object({ Data: z.object(shape) });
/** A change of one property. */
const value = (name: string, older: z.ZodType, newer: z.ZodType, backward: Verdict, forward: Verdict): Change =>
  change(name, Data({ v: older }), Data({ v: newer }), backward, forward);
/** The same in plain JSON Schema. */
const raw = (name: string, older: unknown, newer: unknown, backward: Verdict, forward: Verdict): Change => {
  const event = (schema: unknown) => ({ type: 'object', properties: { v: schema }, required: ['v'] });
  return change(name, event(older), event(newer), backward, forward);
};

const card = z.object({ kind: z.literal('card'), number: z.string() });
const cash = z.object({ kind: z.literal('cash') });
const voucher = z.object({ kind: z.literal('voucher'), code: z.string() });
const celsius = { 'x-unit': 'celsius' };
const fahrenheit = { 'x-unit': 'fahrenheit' };

/** Schema changes by kind, with what must be said of each. The README's table is made of them. */
export const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  Properties: [
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
  ],
  Types: [
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
  ],
  Nullability: [
    value('a value becomes nullable', z.string(), z.string().nullable(), 'ok', 'nullability Data.v'),
    value('a nullable value must be there', z.string().nullable(), z.string(), 'nullability Data.v', 'ok'),
    value('a constrained value becomes nullable', z.string().min(1), z.string().min(1).nullable(), 'ok', 'nullability Data.v'),
    value('a nullable enum gets a value', z.enum(['a']).nullable(), z.enum(['a', 'b']).nullable(), 'ok', 'enum-value-added Data.v'),
    value('an object becomes nullable', z.object({ a: z.int() }), z.object({ a: z.int() }).nullable(), 'ok', 'nullability Data.v'),
    value('nullable instead of optional', z.string().optional(), z.string().nullable(), 'required-added Data.v', 'nullability Data.v'),
    value('a nullable value has another bound', z.string().min(2).nullable(), z.string().min(1).nullable(), 'ok', 'bound-widened Data.v'),
    raw('nullable is written in another way', { type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }, 'ok', 'ok'),
  ],
  'Enums and constants': [
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
    value(
      'an enum becomes text of a pattern that fits',
      z.enum(['EUR', 'USD']),
      z.string().regex(/^[A-Z]{3}$/),
      'ok',
      'type-widened Data.v',
    ),
    value(
      'an enum becomes text of a pattern that does not fit',
      z.enum(['EUR', 'usd']),
      z.string().regex(/^[A-Z]{3}$/),
      'enum-value-removed Data.v',
      'type-widened Data.v',
    ),
    value('a constant becomes a format that fits', z.literal('https://plumbline.dev/'), z.url(), 'ok', 'type-widened Data.v'),
    value(
      'a constant becomes a format that ajv does not know',
      z.literal('a.b.c'),
      z.jwt(),
      'not-comparable Data.v',
      'type-widened Data.v',
    ),
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
  ],
  Bounds: [
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
  ],
  'Formats and patterns': [
    value('text becomes a UUID', z.string(), z.uuid(), 'format-changed Data.v', 'ok'),
    value('a UUID becomes any text', z.uuid(), z.string(), 'ok', 'format-changed Data.v'),
    value('a date becomes a time', z.iso.date(), z.iso.datetime(), 'format-changed Data.v', 'format-changed Data.v'),
    value('a URL becomes an e-mail address', z.url(), z.email(), 'format-changed Data.v', 'format-changed Data.v'),
    value('text becomes a token of a format that ajv does not know', z.string(), z.jwt(), 'format-changed Data.v', 'ok'),
    value('a pattern comes', z.string(), z.string().regex(/^[A-Z]{3}$/), 'pattern-changed Data.v', 'ok'),
    value('a pattern goes', z.string().regex(/^[A-Z]{3}$/), z.string(), 'ok', 'pattern-changed Data.v'),
    value(
      'a pattern changes',
      z.string().regex(/^[A-Z]{3}$/),
      z.string().regex(/^[A-Z]+$/),
      'not-comparable Data.v',
      'not-comparable Data.v',
    ),
    value('a second pattern comes', z.string().regex(/a/), z.string().regex(/a/).regex(/b/), 'not-comparable Data.v', 'ok'),
    value(
      'a time may have an offset',
      z.iso.datetime(),
      z.iso.datetime({ offset: true }),
      'not-comparable Data.v',
      'not-comparable Data.v',
    ),
    value(
      'a pattern that is no regular expression with Unicode',
      z.literal('a'),
      z.string().regex(/^[\w-a]$/),
      'not-comparable Data.v',
      'type-widened Data.v',
    ),
    raw('text becomes encoded', { type: 'string' }, { type: 'string', contentEncoding: 'base64' }, 'format-changed v', 'ok'),
  ],
  'Additional properties': [
    change(
      'consumers close an object and nothing else changes',
      z.object({ a: z.string() }),
      z.strictObject({ a: z.string() }),
      'ok',
      'ok',
    ),
    change(
      'a property is added to a closed object',
      z.strictObject({ a: z.string() }),
      z.strictObject({ a: z.string(), b: z.string().optional() }),
      'ok',
      'additional-properties b',
    ),
    change(
      'a property is removed from a closed object',
      z.strictObject({ a: z.string(), b: z.string().optional() }),
      z.strictObject({ a: z.string() }),
      'additional-properties b',
      'ok',
    ),
    change('a closed object becomes open', z.strictObject({ a: z.string() }), z.object({ a: z.string() }), 'ok', 'ok'),
    change(
      'producers may add properties',
      z.strictObject({ a: z.string() }),
      z.looseObject({ a: z.string() }),
      'ok',
      'additional-properties *',
    ),
    change('producers may no longer add properties', z.looseObject({ a: z.string() }), z.object({ a: z.string() }), 'ok', 'ok'),
    change(
      'an optional property is added where producers add properties',
      z.looseObject({ a: z.string() }),
      z.looseObject({ a: z.string(), b: z.string().optional() }),
      'additional-properties b',
      'ok',
    ),
    change(
      'an optional property is added that others may be like',
      z.object({}).catchall(z.int()),
      z.object({ n: z.number().optional() }).catchall(z.int()),
      'ok',
      'type-widened n',
    ),
    change(
      'what other properties hold is widened',
      z.object({ a: z.string() }).catchall(z.int()),
      z.object({ a: z.string() }).catchall(z.number()),
      'ok',
      'type-widened *',
    ),
    change(
      'a record holds something else',
      z.object({ r: z.record(z.string(), z.int()) }),
      z.object({ r: z.record(z.string(), z.string()) }),
      'type-changed r.*',
      'type-changed r.*',
    ),
    change(
      "a record's names get a pattern",
      z.record(z.string(), z.int()),
      z.record(z.string().regex(/^a/), z.int()),
      'additional-properties *',
      'ok',
    ),
    change(
      'a record gets a name',
      z.partialRecord(z.enum(['a']), z.int()),
      z.partialRecord(z.enum(['a', 'b']), z.int()),
      'ok',
      'additional-properties b',
    ),
    change(
      'a record with required names becomes an object',
      z.record(z.enum(['a', 'b']), z.int()),
      z.object({ a: z.int(), b: z.int() }),
      'ok',
      'ok',
    ),
    raw(
      'the same patterns hold something wider',
      { type: 'object', patternProperties: { '^x': { type: 'integer' } } },
      { type: 'object', patternProperties: { '^x': { type: 'number' } } },
      'ok',
      'type-widened v.*',
    ),
    raw(
      'patterns change',
      { type: 'object', patternProperties: { '^x': { type: 'integer' } } },
      { type: 'object', patternProperties: { '^xy?': { type: 'integer' } } },
      'not-comparable v',
      'not-comparable v',
    ),
    raw(
      'a property gets a declaration that its pattern had',
      { type: 'object', patternProperties: { '^x': { type: 'integer' } } },
      { type: 'object', properties: { x1: { type: 'number' } }, patternProperties: { '^x': { type: 'integer' } } },
      'ok',
      'ok',
    ),
  ],
  'Nested objects and arrays': [
    change(
      'a required property is added in an object in an object',
      Data({ a: z.object({ b: z.object({}) }) }),
      Data({ a: z.object({ b: z.object({ c: z.int() }) }) }),
      'required-added Data.a.b.c',
      'ok',
    ),
    change(
      'a required property is added in an optional object',
      Data({ a: z.object({}).optional() }),
      Data({ a: z.object({ b: z.int() }).optional() }),
      'required-added Data.a.b',
      'ok',
    ),
    change(
      'a required property of an item is removed',
      Data({ lines: z.array(z.object({ sku: z.string(), n: z.int() })) }),
      Data({ lines: z.array(z.object({ sku: z.string() })) }),
      'ok',
      'required-removed Data.lines[].n',
    ),
    change(
      "an item's type is narrowed",
      Data({ lines: z.array(z.number()) }),
      Data({ lines: z.array(z.int()) }),
      'type-narrowed Data.lines[]',
      'ok',
    ),
    change(
      'lists in lists',
      Data({ grid: z.array(z.array(z.enum(['x']))) }),
      Data({ grid: z.array(z.array(z.enum(['x', 'o']))) }),
      'ok',
      'enum-value-added Data.grid[][]',
    ),
    value('a list needs an item', z.array(z.string()), z.array(z.string()).min(1), 'bound-narrowed Data.v', 'ok'),
    value('a list may be longer', z.array(z.string()).max(5), z.array(z.string()).max(6), 'ok', 'bound-widened Data.v'),
    raw(
      'items must differ',
      { type: 'array', items: { type: 'string' } },
      { type: 'array', items: { type: 'string' }, uniqueItems: true },
      'bound-narrowed v',
      'ok',
    ),
    raw(
      'the only item must differ from others',
      { type: 'array', maxItems: 1 },
      { type: 'array', maxItems: 1, uniqueItems: true },
      'ok',
      'ok',
    ),
    value('a tuple becomes a list', z.tuple([z.int(), z.int()]), z.array(z.int()), 'ok', 'bound-widened Data.v, bound-widened Data.v'),
    value('a tuple gets an item', z.tuple([z.int()]), z.tuple([z.int(), z.string()]), 'bound-narrowed Data.v', 'bound-widened Data.v'),
    value(
      "a tuple's item changes",
      z.tuple([z.int(), z.string()]),
      z.tuple([z.int(), z.boolean()]),
      'type-changed Data.v[1]',
      'type-changed Data.v[1]',
    ),
    value('a tuple gets more of the same', z.tuple([z.int()]), z.tuple([z.int()], z.int()), 'ok', 'bound-widened Data.v'),
    change(
      'a name with a dot',
      z.object({ 'a.b': z.int() }),
      z.object({ 'a.b': z.string() }),
      'type-changed ["a.b"]',
      'type-changed ["a.b"]',
    ),
  ],
  Unions: [
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
  ],
  'Units and meanings': [
    value('a unit is added', z.number(), z.number().meta(celsius), 'ok', 'ok'),
    value('a unit changes', z.number().meta(celsius), z.number().meta(fahrenheit), 'unit-changed Data.v', 'unit-changed Data.v'),
    value('a unit is removed', z.number().meta(celsius), z.number(), 'unit-changed Data.v', 'unit-changed Data.v'),
    value(
      'a value with a unit becomes nullable',
      z.number().meta(celsius),
      z.number().meta(celsius).nullable(),
      'ok',
      'nullability Data.v',
    ),
    value(
      'a value with a unit becomes optional',
      z.number().meta(celsius),
      z.number().meta(celsius).optional(),
      'ok',
      'required-removed Data.v',
    ),
    change('a property with a unit is removed', Data({ v: z.number().meta(celsius).optional() }), Data({}), 'ok', 'ok'),
    value(
      'the unit of an item changes',
      z.array(z.number().meta(celsius)),
      z.array(z.number().meta(fahrenheit)),
      'unit-changed Data.v[]',
      'unit-changed Data.v[]',
    ),
    value('a meaning is added', z.int(), z.int().meta({ 'x-meaning': 'guests at the table' }), 'ok', 'ok'),
    value(
      'a meaning changes',
      z.int().meta({ 'x-meaning': 'guests' }),
      z.int().meta({ 'x-meaning': 'seats' }),
      'meaning-changed Data.v',
      'meaning-changed Data.v',
    ),
    value(
      'a meaning is removed and the type widened',
      z.int().meta({ 'x-meaning': 'guests' }),
      z.number(),
      'meaning-changed Data.v',
      'meaning-changed Data.v, type-widened Data.v',
    ),
    value(
      'units change places in a union',
      z.discriminatedUnion('kind', [card.extend({ t: z.number().meta(celsius) }), cash.extend({ t: z.number().meta(fahrenheit) })]),
      z.discriminatedUnion('kind', [card.extend({ t: z.number().meta(fahrenheit) }), cash.extend({ t: z.number().meta(celsius) })]),
      'unit-changed Data.v.t, unit-changed Data.v.t',
      'unit-changed Data.v.t, unit-changed Data.v.t',
    ),
  ],
  'What changes nothing': [
    value('a description', z.string(), z.string().describe('the name'), 'ok', 'ok'),
    value('a deprecation', z.string(), z.string().meta({ deprecated: true }), 'ok', 'ok'),
    value('a default', z.string().optional(), z.string().default('x'), 'ok', 'ok'),
    change(
      'all of allOf',
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'integer' } } },
          { type: 'object', properties: { b: { type: 'integer' } } },
        ],
      },
      { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
      'ok',
      'ok',
    ),
  ],
  'What is not compared': [
    raw(
      'dependent properties',
      { type: 'object', properties: { a: {}, b: {} } },
      { type: 'object', properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } },
      'not-comparable v',
      'not-comparable v',
    ),
    raw(
      'conditions',
      { type: 'string' },
      { type: 'string', if: { minLength: 2 }, else: { pattern: '^a' } },
      'not-comparable v',
      'not-comparable v',
    ),
    change(
      'references',
      { type: 'object', properties: { a: { $ref: '#/$defs/A' } }, $defs: { A: { type: 'string' } } },
      { type: 'object', properties: { a: { $ref: '#/$defs/A' } }, $defs: { A: { type: 'integer' } } },
      'not-comparable ',
      'not-comparable ',
    ),
  ],
};
