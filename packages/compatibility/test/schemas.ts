import fc from 'fast-check';
import type { JsonSchema, JsonValue, SchemaObject } from '../src/index.ts';

/** Makes a choice: a whole number from 0 to `max`. */
export type Choose = (max: number) => number;

/** Choices that are read from a list of numbers, 0 when it ends: so a shorter list and smaller numbers make simpler schemas when fast-check shrinks. */
export const choices: fc.Arbitrary<() => Choose> = fc
  .array(fc.nat(255), { minLength: 20, maxLength: 150, size: 'max' })
  .map((tape) => () => {
    let position = 0;
    return (max) => (tape[position++] ?? 0) % (max + 1);
  });

export const NAMES = ['a', 'b', 'c', 'd'] as const;
export const WORDS = ['x', 'y', 'zz', 'EUR', 'USD', ''] as const;
export const PATTERNS = ['^[A-Z]{3}$', '^[a-z]*$', '^\\d+$'] as const;
export const FORMATS = ['uuid', 'uri', 'email', 'date', 'date-time', 'ipv4'] as const;

export const maybe = (choose: Choose): boolean => choose(1) === 1;

export const pick = <T>(choose: Choose, options: readonly T[]): T => {
  const [first] = options;
  if (first === undefined) throw new RangeError('There is nothing to pick from.');
  return options[choose(options.length - 1)] ?? first;
};

/** At least `minLength` of them, in their order. */
export const some = <T>(choose: Choose, options: readonly T[], minLength: number): T[] => {
  const chosen = options.filter(() => maybe(choose));
  return chosen.length >= minLength ? chosen : options.slice(0, minLength);
};

/** A random schema of the kinds that contracts are made of, and of the raw ones. */
export const randomSchema = (choose: Choose, depth: number): JsonSchema => {
  const kinds = depth > 0 ? [...SIMPLE, ...NESTED] : SIMPLE;
  return pick(choose, kinds)(choose, depth);
};

type Make = (choose: Choose, depth: number) => JsonSchema;

const SIMPLE: readonly Make[] = [
  (choose) => ({ type: 'string', ...randomLengths(choose) }),
  (choose) => ({ type: 'string', pattern: pick(choose, PATTERNS) }),
  (choose) => ({ type: 'string', format: pick(choose, FORMATS) }),
  (choose) => ({ type: 'string', enum: some(choose, WORDS, 1) }),
  (choose) => ({ enum: some<JsonValue>(choose, [...WORDS, 0, 1, 2.5, null, true], 1) }),
  (choose) => ({ const: pick<JsonValue>(choose, ['x', 1, true, null]) }),
  (choose) => ({ type: pick(choose, ['number', 'integer'] as const), ...randomRange(choose) }),
  (choose) => ({ type: pick(choose, ['number', 'integer'] as const), multipleOf: pick(choose, [1, 2, 3, 4, 6]) }),
  () => ({ type: 'boolean' }),
  () => ({ type: 'null' }),
  (choose) => ({ type: some(choose, ['string', 'integer', 'null', 'boolean'] as const, 1) }),
  (choose) => pick(choose, [true, {}]),
];

const NESTED: readonly Make[] = [
  (choose, depth) => randomObject(choose, depth),
  (choose, depth) => randomObject(choose, depth),
  (choose, depth) => ({ type: 'object', propertyNames: randomNames(choose), additionalProperties: randomSchema(choose, depth - 1) }),
  (choose, depth) => ({ type: 'array', items: randomSchema(choose, depth - 1), ...randomSizes(choose) }),
  (choose, depth) => ({ type: 'array', items: randomSchema(choose, depth - 1), uniqueItems: true }),
  (choose, depth) => randomTuple(choose, depth),
  (choose, depth) => ({ anyOf: [randomSchema(choose, depth - 1), { type: 'null' }] }),
  (choose, depth) => ({ anyOf: [randomSchema(choose, depth - 1), randomSchema(choose, depth - 1)] }),
  (choose, depth) => ({ oneOf: [marked(choose, depth, 'x'), marked(choose, depth, 'y')] }),
];

/** Keywords that contracts hardly use, and that are easily got wrong. Not all of these can be satisfied. */
export const randomRawSchema = (choose: Choose, depth: number): JsonSchema =>
  pick(choose, depth > 0 ? [...RAW, randomSchema] : SIMPLE)(choose, depth);

const RAW: readonly Make[] = [
  (choose, depth) => ({ allOf: [randomRawSchema(choose, depth - 1), randomRawSchema(choose, depth - 1)] }),
  (choose, depth) => ({ allOf: [randomObject(choose, depth), randomObject(choose, depth)] }),
  (choose, depth) => ({ oneOf: [randomRawSchema(choose, depth - 1), randomRawSchema(choose, depth - 1)] }),
  (choose, depth) => ({ ...randomObject(choose, depth), anyOf: [randomObject(choose, depth - 1), randomObject(choose, depth - 1)] }),
  (choose, depth) => ({
    ...randomObject(choose, depth),
    patternProperties: { [pick(choose, ['^a', '^[a-b]$', '.'])]: randomRawSchema(choose, depth - 1) },
  }),
  (choose, depth) => ({ ...randomObject(choose, depth), minProperties: choose(2), maxProperties: 2 + choose(2) }),
  (choose, depth) => ({
    ...randomObject(choose, depth),
    propertyNames: pick(choose, [{ enum: ['a', 'b'] }, { pattern: '^[a-c]' }, { maxLength: 1 }]),
  }),
  (choose, depth) => ({ ...randomObject(choose, depth), required: some(choose, NAMES, 0) }),
  (choose) => ({ enum: some<JsonValue>(choose, [...WORDS, 0, 1, 2.5, null, true], 1), ...randomRange(choose), ...randomLengths(choose) }),
  (choose, depth) => ({ type: 'string', not: randomSchema(choose, depth - 1) }),
  (choose, depth) => ({ not: randomRawSchema(choose, depth - 1) }),
  (choose, depth) => ({
    type: ['object', 'array', 'number'],
    ...randomRange(choose),
    items: randomRawSchema(choose, depth - 1),
    properties: { a: randomRawSchema(choose, depth - 1) },
  }),
  (choose, depth) => ({
    type: 'array',
    prefixItems: [randomRawSchema(choose, depth - 1), false],
    items: randomRawSchema(choose, depth - 1),
    maxItems: choose(3),
  }),
  (choose) => ({ ...randomRange(choose), multipleOf: pick(choose, [1, 2, 0.5]) }),
  (choose) => ({ type: 'integer', minimum: choose(3), maximum: choose(6) }),
  () => ({ type: 'object' }),
  () => false,
];

export const randomLengths = (choose: Choose): SchemaObject => {
  const minLength = choose(3);
  return { ...(maybe(choose) ? { minLength } : {}), ...(maybe(choose) ? { maxLength: minLength + choose(3) } : {}) };
};

/** Never narrower than one, so that there is always a whole number inside. */
export const randomRange = (choose: Choose): SchemaObject => {
  const low = choose(10) - 5;
  const high = low + 2 + choose(5);
  return {
    ...pick(choose, [{}, { minimum: low }, { minimum: low }, { exclusiveMinimum: low }]),
    ...pick(choose, [{}, { maximum: high }, { maximum: high }, { exclusiveMaximum: high }]),
  };
};

export const randomSizes = (choose: Choose): SchemaObject => {
  const minItems = choose(2);
  return { ...(maybe(choose) ? { minItems } : {}), ...(maybe(choose) ? { maxItems: minItems + choose(2) } : {}) };
};

const randomTuple: Make = (choose, depth) => {
  const prefixItems = [randomSchema(choose, depth - 1), ...(maybe(choose) ? [randomSchema(choose, depth - 1)] : [])];
  const minItems = choose(prefixItems.length);
  return { type: 'array', prefixItems, items: maybe(choose) ? false : randomSchema(choose, depth - 1), minItems };
};

const randomNames = (choose: Choose): JsonSchema =>
  pick<JsonSchema>(choose, [{ type: 'string' }, { type: 'string', enum: ['a', 'b'] }, { type: 'string', pattern: '^[a-z]*$' }]);

export const randomObject = (choose: Choose, depth: number): SchemaObject => {
  const names = some(choose, NAMES, 0);
  const properties = Object.fromEntries(names.map((name) => [name, randomSchema(choose, depth - 1)]));
  return { type: 'object', properties, required: some(choose, names, 0), ...randomAdditional(choose, depth) };
};

/** Mostly none, as contracts are. */
export const randomAdditional = (choose: Choose, depth: number): SchemaObject =>
  pick<() => SchemaObject>(choose, [
    ...[() => ({}), () => ({}), () => ({}), () => ({ additionalProperties: false }), () => ({ additionalProperties: {} })],
    () => ({ additionalProperties: randomSchema(choose, depth - 1) }),
  ])();

/** An object with a property that tells it apart from others. */
const marked = (choose: Choose, depth: number, kind: string): JsonSchema => {
  const { properties = {}, required = [], ...rest } = randomObject(choose, depth);
  return { ...rest, properties: { ...properties, kind: { type: 'string', const: kind } }, required: [...required, 'kind'] };
};
