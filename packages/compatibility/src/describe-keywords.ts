import type { JsonValue, SchemaObject } from './json-schema.ts';
import { keyOf, sameText } from './same-schema.ts';
import { type SchemaChange, type SchemaChangeKind, schemaChange } from './schema-change.ts';
import { listValues } from './wording.ts';

/** Changes of the keywords of one schema that hold no other schemas. */
export const describeKeywords = (was: SchemaObject, is: SchemaObject, path: string): readonly SchemaChange[] => [
  ...describeListed(was, is, path),
  ...[...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((keyword) =>
    describeKeyword(keyword, was[keyword], is[keyword], path),
  ),
];

const describeKeyword = (keyword: string, was: unknown, is: unknown, path: string): readonly SchemaChange[] => {
  if (ELSEWHERE.includes(keyword) || sameText({ [keyword]: was }, { [keyword]: is })) return [];
  if (keyword === 'deprecated') return [schemaChange('deprecation', path, is === true ? 'is now deprecated' : 'is no longer deprecated')];
  const known = KEYWORDS[keyword];
  if (known === undefined) return [schemaChange('other', path, `has another ${keyword}`)];
  const [kind, name] = known;
  if (was === undefined) return [schemaChange(kind, path, `now has the ${name} ${JSON.stringify(is)}`)];
  if (is === undefined) return [schemaChange(kind, path, `no longer has the ${name} ${JSON.stringify(was)}`)];
  return [schemaChange(kind, path, `had the ${name} ${JSON.stringify(was)} and now has ${JSON.stringify(is)}`)];
};

/** Keywords that are described with the type, the properties, the items and the unions. */
const ELSEWHERE = [
  ...['type', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items', 'prefixItems', 'anyOf', 'oneOf'],
];

const KEYWORDS: Readonly<Record<string, readonly [SchemaChangeKind, string]>> = {
  minimum: ['bounds', 'minimum'],
  maximum: ['bounds', 'maximum'],
  exclusiveMinimum: ['bounds', 'exclusive minimum'],
  exclusiveMaximum: ['bounds', 'exclusive maximum'],
  multipleOf: ['bounds', 'factor'],
  minLength: ['bounds', 'minimum length'],
  maxLength: ['bounds', 'maximum length'],
  minItems: ['bounds', 'minimum number of items'],
  maxItems: ['bounds', 'maximum number of items'],
  uniqueItems: ['bounds', 'rule for different items'],
  minProperties: ['bounds', 'minimum number of properties'],
  maxProperties: ['bounds', 'maximum number of properties'],
  format: ['format', 'format'],
  contentEncoding: ['format', 'encoding'],
  contentMediaType: ['format', 'media type'],
  pattern: ['pattern', 'pattern'],
  'x-unit': ['unit', 'unit'],
  'x-meaning': ['meaning', 'meaning'],
  title: ['description', 'title'],
  description: ['description', 'description'],
  examples: ['description', 'examples'],
  default: ['default', 'default'],
};

const describeListed = (was: SchemaObject, is: SchemaObject, path: string): readonly SchemaChange[] => {
  const [older, newer] = [listed(was), listed(is)];
  if (older === undefined && newer === undefined) return [];
  if (older === undefined) return [schemaChange('values', path, `is now ${listValues(newer ?? [])} only`)];
  if (newer === undefined) return [schemaChange('values', path, `is no longer ${listValues(older)} only`)];
  const [added, removed] = [difference(newer, older), difference(older, newer)];
  return [
    ...(added.length === 0 ? [] : [schemaChange('values', path, `may now be ${listValues(added)}`)]),
    ...(removed.length === 0 ? [] : [schemaChange('values', path, `may no longer be ${listValues(removed)}`)]),
  ];
};

const listed = (schema: SchemaObject): readonly JsonValue[] | undefined => (schema.const === undefined ? schema.enum : [schema.const]);

const difference = (values: readonly JsonValue[], others: readonly JsonValue[]): readonly JsonValue[] => {
  const keys = new Set(others.map(keyOf));
  return values.filter((value) => !keys.has(keyOf(value)));
};
