import type { JsonSchema, SchemaObject } from '../src/index.ts';

/**
 * A schema that takes what strict producers of this one may write, and nothing else: where properties are described, what no
 * keyword evaluates is refused. It says by a validator's own means what the package decides by comparison.
 * https://json-schema.org/draft/2020-12/json-schema-core#name-unevaluatedproperties
 */
export const strictly = (schema: JsonSchema): JsonSchema => {
  if (typeof schema === 'boolean') return schema;
  const inner = strictParts(schema);
  return describesProperties(schema) ? { ...inner, unevaluatedProperties: false } : inner;
};

/** Members of a union and parts of allOf share one place of the event: it is closed as a whole. */
const strictParts = (schema: SchemaObject): SchemaObject => {
  const { properties, patternProperties, additionalProperties, items, prefixItems, allOf, anyOf, oneOf, ...others } = schema;
  const own = Object.fromEntries(Object.entries({ properties, patternProperties, allOf }).filter(([, value]) => value !== undefined));
  const part = (one: JsonSchema): JsonSchema => (typeof one === 'boolean' ? one : strictParts(one));
  return {
    ...others,
    ...(properties === undefined ? {} : { properties: mapValues(properties) }),
    ...(patternProperties === undefined ? {} : { patternProperties: mapValues(patternProperties) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: strictly(additionalProperties) }),
    ...(items === undefined ? {} : { items: strictly(items) }),
    ...(prefixItems === undefined ? {} : { prefixItems: prefixItems.map(strictly) }),
    ...(allOf === undefined ? {} : { allOf: allOf.map(part) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(describesProperties({ ...others, ...own }) ? part : strictly) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(part) }),
  };
};

const mapValues = (schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, strictly(schema)]));

const describesProperties = (schema: JsonSchema): boolean => {
  if (typeof schema === 'boolean') return false;
  if (schema.properties !== undefined || schema.patternProperties !== undefined) return true;
  const { allOf = [], anyOf = [], oneOf = [] } = schema;
  return [...allOf, ...oneOf].some(describesProperties) || (anyOf.some(describesProperties) && allOf.length > 0);
};
