import type { JsonSchema, JsonValue } from './json-schema.ts';

/** Keywords for readers, which no validator evaluates. */
const DESCRIPTIONS = ['title', 'description', 'examples', 'deprecated'] as const;

/** Keywords that do not change the valid values, including descriptions. Excludes units and meanings, which are compared. */
const WITHOUT_EFFECT = [...DESCRIPTIONS, 'default', 'readOnly', 'writeOnly', '$schema', '$id', 'id', '$comment'] as const;

/** Whether two schemas differ only in titles, descriptions, examples and deprecations. */
export const sameButAnnotations = (older: JsonSchema, newer: JsonSchema): boolean =>
  canonical(older, DESCRIPTIONS) === canonical(newer, DESCRIPTIONS);

/** Whether two schemas take the same values with the same units and meanings, because they are written the same. */
export const sameSchema = (one: JsonSchema, other: JsonSchema): boolean =>
  one === other || canonical(one, WITHOUT_EFFECT) === canonical(other, WITHOUT_EFFECT);

/** Whether two schemas are equal, including descriptions. */
export const sameText = (one: JsonSchema, other: JsonSchema): boolean => canonical(one, []) === canonical(other, []);

export const sameValue = (one: unknown, other: unknown): boolean => one === other || sorted(one) === sorted(other);

/** Whether a schema takes every value there is: `true`, or an object with no keyword that has an effect. */
export const takesEverything = (schema: JsonSchema): boolean =>
  schema === true ||
  (schema !== false && Object.keys(schema).every((keyword) => isIn(WITHOUT_EFFECT, keyword) || keyword.startsWith('x-')));

/** Keywords that contain one schema, a list, or a record of schemas. A property named `title` is not the keyword `title`. */
const ONE = [
  'items',
  'additionalProperties',
  'propertyNames',
  'not',
  'contains',
  'if',
  'then',
  'else',
  'unevaluatedItems',
  'unevaluatedProperties',
];
const LISTS = ['prefixItems', 'allOf', 'anyOf', 'oneOf'];
const RECORDS = ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'];
/** Lists whose order says nothing. */
const SETS = ['required', 'enum', 'type'];

const canonical = (schema: unknown, dropped: readonly string[]): string => {
  if (typeof schema !== 'object' || schema === null) return JSON.stringify(schema);
  const parts: string[] = [];
  for (const [keyword, value] of Object.entries(schema).sort(byName)) {
    if (value !== undefined && !dropped.includes(keyword))
      parts.push(`${JSON.stringify(keyword)}:${canonicalKeyword(keyword, value, dropped)}`);
  }
  return `{${parts.join()}}`;
};

const canonicalKeyword = (keyword: string, value: unknown, dropped: readonly string[]): string => {
  if (ONE.includes(keyword)) return canonical(value, dropped);
  if (LISTS.includes(keyword) && Array.isArray(value)) return `[${value.map((part) => canonical(part, dropped)).join()}]`;
  if (RECORDS.includes(keyword) && typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .sort(byName)
      .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part, dropped)}`)
      .join()}}`;
  if (SETS.includes(keyword) && Array.isArray(value)) return `[${value.map(sorted).sort().join()}]`;
  return sorted(value);
};

/** JSON with the names of every object in order. */
const sorted = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  return `{${Object.entries(value)
    .sort(byName)
    .map(([name, part]) => `${JSON.stringify(name)}:${sorted(part)}`)
    .join()}}`;
};

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);

const isIn = (list: readonly string[], text: string): boolean => list.includes(text);

/** Names one of a set of JSON values; used to find the same again. */
export const keyOf = (value: JsonValue): string => sorted(value);

/** A reference says nothing by itself: that two of them are written the same does not make them the same. */
export const hasReference = (schema: JsonSchema): boolean => /"\$(?:ref|dynamicRef)":/.test(canonical(schema, []));
