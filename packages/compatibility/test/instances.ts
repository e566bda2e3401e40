import fc from 'fast-check';
import type { JsonSchema, JsonValue, SchemaObject, TypeName } from '../src/index.ts';

/**
 * What a strict producer may write: instances of a schema without properties that it does not declare. Knows what
 * `schemas.ts` makes and what Zod emits. json-schema-faker is not used: it neither shrinks nor takes fast-check's seeds.
 */
export const instances = (schema: JsonSchema): fc.Arbitrary<JsonValue> => {
  if (schema === true) return anything;
  if (schema === false) return anything;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const { allOf, anyOf, oneOf, ...others } = schema;
  const members = anyOf ?? oneOf;
  const parts = [...(allOf ?? []), ...(members === undefined ? [] : [{ anyOf: members }])];
  if (members !== undefined && allOf === undefined && takesEverything(others)) return fc.oneof(...members.map(instances));
  if (parts.length > 0) return joined([others, ...parts]);
  if (schema.type === undefined) return anything;
  const types: readonly TypeName[] = typeof schema.type === 'string' ? [schema.type] : schema.type;
  return fc.oneof(...types.map((type) => ofType(schema, type)));
};

/** Of several schemas that must hold together: all properties of the objects, or else one of the values. A guess, to be filtered. */
const joined = (parts: readonly JsonSchema[]): fc.Arbitrary<JsonValue> =>
  fc.tuple(fc.nat(), ...parts.filter((part) => !takesEverything(part)).map(instances)).map(([choice, ...values]) => {
    if (values.length === 0) return null;
    return values.every(isObject) ? Object.assign({}, ...values) : (values[choice % values.length] ?? null);
  });

const takesEverything = (schema: JsonSchema): boolean =>
  schema === true || (schema !== false && Object.keys(schema).every((keyword) => keyword === 'description'));

const isObject = (value: JsonValue): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const anything: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue[]>(null, true, false, [], ['x'], [1, 'x'], {}, { a: 1 }, { a: 'x', b: null }, { kind: 'x' }),
  fc.integer({ min: -10, max: 10 }),
  // No numbers so small that dividing them gives 0: validators take these for multiples of anything.
  fc.integer({ min: -99, max: 99 }).map((eighths) => eighths / 8),
  fc.string(),
);

const ofType = (schema: SchemaObject, type: TypeName): fc.Arbitrary<JsonValue> => {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return wholeNumbers(schema);
    case 'number':
      return schema.multipleOf === undefined ? fc.oneof(fractions(schema), wholeNumbers(schema)) : wholeNumbers(schema);
    case 'string':
      return texts(schema);
    case 'array':
      return lists(schema);
    case 'object':
      return objects(schema);
  }
};

const FAR = 1000;

const wholeNumbers = (schema: SchemaObject): fc.Arbitrary<number> => {
  const { minimum = -FAR, maximum = FAR, exclusiveMinimum = -FAR - 1, exclusiveMaximum = FAR + 1, multipleOf = 1 } = schema;
  const min = Math.ceil(Math.max(minimum, exclusiveMinimum + 1) / multipleOf);
  const max = Math.floor(Math.min(maximum, exclusiveMaximum - 1) / multipleOf);
  return fc.integer({ min, max }).map((factor) => factor * multipleOf);
};

const fractions = (schema: SchemaObject): fc.Arbitrary<number> => {
  const { minimum = -FAR, maximum = FAR, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  const [min, max] = [Math.max(minimum, exclusiveMinimum), Math.min(maximum, exclusiveMaximum)];
  return fc.double({ min, max, minExcluded: min === exclusiveMinimum, maxExcluded: max === exclusiveMaximum, noNaN: true });
};

const texts = ({ minLength = 0, maxLength = Infinity, pattern, format }: SchemaObject): fc.Arbitrary<string> => {
  const known = format === undefined ? undefined : FORMATS[format];
  if (known !== undefined) return known;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  return fc.string({
    minLength,
    maxLength: Math.min(maxLength, minLength + 25),
    size: 'max',
    unit: fc.constantFrom('a', 'B', '7', ' ', 'ß', '🍕'),
  });
};

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  uri: fc.webUrl(),
  email: fc.nat(99).map((n) => `guest${n}@example.com`),
  ipv4: fc.ipV4(),
  date: fc.nat(9999).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  'date-time': fc.nat(999_999_999).map((second) => new Date(second * 1000).toISOString()),
};

const lists = (schema: SchemaObject): fc.Arbitrary<JsonValue> => {
  const {
    prefixItems = [],
    items = true,
    minItems = 0,
    maxItems = Math.max(minItems, prefixItems.length) + 2,
    uniqueItems = false,
  } = schema;
  const longest = items === false ? Math.min(prefixItems.length, maxItems) : maxItems;
  if (prefixItems.length === 0) {
    const lengths = { minLength: minItems, maxLength: longest };
    const item = items === false ? fc.constant(null) : instances(items);
    return uniqueItems ? fc.uniqueArray(item, { ...lengths, selector: (one) => JSON.stringify(one) }) : fc.array(item, lengths);
  }
  return fc
    .integer({ min: minItems, max: longest })
    .chain((length) => fc.tuple(...Array.from({ length }, (_, index) => instances(prefixItems[index] ?? items))));
};

const objects = (schema: SchemaObject): fc.Arbitrary<JsonValue> => {
  const { properties = {}, required = [], additionalProperties, propertyNames, patternProperties = {} } = schema;
  const names = typeof propertyNames === 'object' ? propertyNames.enum : undefined;
  const value = additionalProperties ?? (schema.properties === undefined && schema.patternProperties === undefined);
  const declared = { ...properties };
  for (const name of [...(names ?? []), ...required]) if (isText(name)) declared[name] ??= value || true;
  const writable = Object.entries(declared).filter(([, one]) => one !== false);
  const model = Object.fromEntries(writable.map(([name, one]) => [name, instances(one)]));
  const base = fc.record(model, { requiredKeys: required.filter((name) => name in model), noNullPrototype: true });
  const extras = Object.entries(patternProperties).map(([pattern, one]) => others(fc.stringMatching(new RegExp(pattern, 'u')), one));
  if (value !== false && names === undefined)
    extras.push(
      others(propertyNames === undefined ? OTHER_NAMES : instances(propertyNames).map((name) => (isText(name) ? name : 'a')), value),
    );
  return fc.tuple(fc.tuple(...extras), base).map(([more, own]) => {
    const undeclared = more.flatMap((one) => Object.entries(one)).filter(([name]) => !(name in declared));
    return { ...Object.fromEntries(undeclared), ...own };
  });
};

const others = (names: fc.Arbitrary<string>, value: JsonSchema): fc.Arbitrary<Record<string, JsonValue>> =>
  fc.dictionary(names, instances(value), { maxKeys: 4, noNullPrototype: true });

/** Names that a later version may well declare, and names that nobody will. */
const OTHER_NAMES = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'kind'), fc.stringMatching(/^[a-z0-9 .]{1,3}$/));

const isText = (value: JsonValue): value is string => typeof value === 'string';
