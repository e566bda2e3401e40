import type { JsonSchema, JsonValue } from './json-schema.ts';
import { typeOf } from './json-schema.ts';
import { matchingPatterns } from './object-shape.ts';
import { keyOf, takesEverything } from './same-schema.ts';
import type { ArrayShape, Bound, NumberShape, ObjectShape, OpenShape, Shape, StringShape, ValuesShape } from './shape.ts';

/** The shapes of values that satisfy one of the first and one of the second. */
export const meetAll = (ones: readonly Shape[], others: readonly Shape[]): readonly Shape[] =>
  ones.flatMap((one) => others.flatMap((other) => meet(one, other) ?? []));

const meet = (one: Shape, other: Shape): Shape | undefined => {
  if (one.kind === 'unknown') return one;
  if (other.kind === 'unknown') return other;
  if (one.kind === 'values') return meetValues(one, other);
  if (other.kind === 'values') return meetValues(other, one);
  if (one.kind === 'number' && other.kind === 'number') return meetNumbers(one, other);
  if (one.kind === 'string' && other.kind === 'string') return meetStrings(one, other);
  if (one.kind === 'array' && other.kind === 'array') return meetArrays(one, other);
  if (one.kind === 'object' && other.kind === 'object') return meetObjects(one, other);
  return undefined;
};

/** Listed values that are of the other's type: whether they satisfy the rest of it, a validator says later. */
const meetValues = (one: ValuesShape, other: ValuesShape | OpenShape): ValuesShape => {
  const keys = other.kind === 'values' ? new Set(other.values.map(keyOf)) : undefined;
  const isIn = (value: JsonValue): boolean => (keys === undefined ? typeOf(value) === other.kind : keys.has(keyOf(value)));
  return { kind: 'values', values: one.values.filter(isIn) };
};

const meetNumbers = (one: NumberShape, other: NumberShape): NumberShape => ({
  kind: 'number',
  integer: one.integer || other.integer,
  minimum: tighter(one.minimum, other.minimum, one.minimum.value > other.minimum.value),
  maximum: tighter(one.maximum, other.maximum, one.maximum.value < other.maximum.value),
  multipleOf: [...one.multipleOf, ...other.multipleOf],
  excludes: [...one.excludes, ...other.excludes],
});

const tighter = (one: Bound, other: Bound, oneIsTighter: boolean): Bound => {
  if (one.value === other.value) return one.exclusive ? one : other;
  return oneIsTighter ? one : other;
};

const meetStrings = (one: StringShape, other: StringShape): StringShape => ({
  kind: 'string',
  minLength: Math.max(one.minLength, other.minLength),
  maxLength: Math.min(one.maxLength, other.maxLength),
  patterns: [...one.patterns, ...other.patterns],
  formats: [...one.formats, ...other.formats],
  excludes: [...one.excludes, ...other.excludes],
});

const meetArrays = (one: ArrayShape, other: ArrayShape): ArrayShape => {
  const length = Math.max(one.prefix.length, other.prefix.length);
  return {
    kind: 'array',
    prefix: Array.from({ length }, (_, index) => both(one.prefix[index] ?? one.items, other.prefix[index] ?? other.items)),
    items: both(one.items, other.items),
    minItems: Math.max(one.minItems, other.minItems),
    maxItems: Math.min(one.maxItems, other.maxItems),
    unique: one.unique || other.unique,
    excludes: [...one.excludes, ...other.excludes],
  };
};

const meetObjects = (one: ObjectShape, other: ObjectShape): Shape => {
  if (patternsMeetAdditional(one, other) || patternsMeetAdditional(other, one)) return { kind: 'unknown', keyword: 'patternProperties' };
  const properties = new Map<string, JsonSchema>();
  for (const name of new Set([...one.properties.keys(), ...other.properties.keys()]))
    properties.set(name, both(said(one, name), said(other, name)));
  const patterns = new Map(one.patterns);
  for (const [pattern, schema] of other.patterns) patterns.set(pattern, both(patterns.get(pattern) ?? true, schema));
  const { additional = other.additional } = one;
  return {
    kind: 'object',
    described: one.described || other.described,
    properties,
    required: new Set([...one.required, ...other.required]),
    patterns,
    additional: one.additional === undefined || other.additional === undefined ? additional : both(one.additional, other.additional),
    names: [...one.names, ...other.names],
    minProperties: Math.max(one.minProperties, other.minProperties),
    maxProperties: Math.min(one.maxProperties, other.maxProperties),
    excludes: [...one.excludes, ...other.excludes],
  };
};

/** Names that match a pattern of the first fall under `additionalProperties` of the second: the merged shape can't tell these apart. */
const patternsMeetAdditional = (one: ObjectShape, other: ObjectShape): boolean =>
  other.additional !== undefined &&
  !takesEverything(other.additional) &&
  [...one.patterns.keys()].some((pattern) => !other.patterns.has(pattern));

/** What a shape says of a name, beside its patterns, which the merged shape keeps. */
const said = (shape: ObjectShape, name: string): JsonSchema => {
  const own = shape.properties.get(name);
  if (own !== undefined) return own;
  return matchingPatterns(shape, name).length > 0 ? true : (shape.additional ?? true);
};

const both = (one: JsonSchema, other: JsonSchema): JsonSchema => {
  if (one === true) return other;
  if (other === true) return one;
  return { allOf: [one, other] };
};
