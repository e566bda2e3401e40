import type { JsonSchema, SchemaObject } from './json-schema.ts';
import type { ObjectShape, Shape, UnknownShape } from './shape.ts';

export const objectShape = (schema: SchemaObject, alternatives: (schema: JsonSchema) => readonly Shape[]): ObjectShape | UnknownShape => {
  const { properties = {}, patternProperties = {}, required = [], additionalProperties, propertyNames } = schema;
  if (!Object.keys(patternProperties).every(isPattern)) return { kind: 'unknown', keyword: 'patternProperties' };
  const shape: ObjectShape = {
    kind: 'object',
    described: schema.properties !== undefined || schema.patternProperties !== undefined,
    properties: new Map(Object.entries(properties)),
    required: new Set(required),
    patterns: new Map(Object.entries(patternProperties)),
    additional: additionalProperties,
    names: propertyNames === undefined ? [] : [propertyNames],
    minProperties: schema.minProperties ?? 0,
    maxProperties: schema.maxProperties ?? Infinity,
    excludes: [],
  };
  const names = propertyNames === undefined ? undefined : listed(alternatives(propertyNames));
  return names === undefined ? shape : withNames(shape, names);
};

/** An object whose names are listed (`z.record(z.enum([...]), ...)`) is one that declares these properties and no others. */
const withNames = (shape: ObjectShape, names: readonly string[]): ObjectShape => {
  const properties = new Map<string, JsonSchema>();
  for (const [name, schema] of shape.properties) properties.set(name, names.includes(name) ? schema : false);
  for (const name of names) {
    if (!properties.has(name)) properties.set(name, matchingPatterns(shape, name).length > 0 ? true : (shape.additional ?? true));
  }
  // With patterns, names that are not listed may still fall under one of them: then the names keep being checked themselves.
  return { ...shape, described: true, properties, additional: false, names: shape.patterns.size > 0 ? shape.names : [] };
};

const listed = (shapes: readonly Shape[]): readonly string[] | undefined => {
  const names: string[] = [];
  for (const shape of shapes) {
    if (shape.kind !== 'values') return undefined;
    names.push(...shape.values.filter((value) => typeof value === 'string'));
  }
  return names;
};

/** What the shape says of a property of this name; `declared` unless it only falls under `additionalProperties`. */
export const propertyOf = (shape: ObjectShape, name: string): { readonly schema: JsonSchema; readonly declared: boolean } => {
  const own = shape.properties.get(name);
  const parts = [...(own === undefined ? [] : [own]), ...matchingPatterns(shape, name)];
  const [first, ...others] = parts;
  if (first === undefined) return { schema: shape.additional ?? true, declared: false };
  return { schema: others.length === 0 ? first : { allOf: parts }, declared: true };
};

export const matchingPatterns = (shape: ObjectShape, name: string): readonly JsonSchema[] =>
  [...shape.patterns].filter(([pattern]) => nameMatches(pattern, name)).map(([, schema]) => schema);

/** Patterns are searched for anywhere in the name, with Unicode, as ajv does. */
export const nameMatches = (pattern: string, name: string): boolean => new RegExp(pattern, 'u').test(name);

const isPattern = (text: string): boolean => {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
};
