import { describeKeywords } from './describe-keywords.ts';
import { describeProperties } from './describe-properties.ts';
import { describeUnions, isUnion } from './describe-unions.ts';
import type { JsonSchema, SchemaObject } from './json-schema.ts';
import { itemPath, itemsPath } from './path.ts';
import { sameSchema, sameText } from './same-schema.ts';
import { type Describe, type SchemaChange, schemaChange } from './schema-change.ts';
import { listTexts } from './wording.ts';

/**
 * What changed from one schema to the next, in the order of the schemas' keywords, for changelogs: also what breaks nothing,
 * such as a description. Empty only if the schemas are the same.
 *
 * @example
 * ```ts
 * const older = parseSchema({ type: 'object', properties: { table: { type: 'integer' } } });
 * const newer = parseSchema({ type: 'object', properties: { table: { type: 'integer', minimum: 1 } } });
 * describeChanges(older, newer)[0]?.sentence; // table now has the minimum 1.
 * ```
 */
export const describeChanges = (older: JsonSchema, newer: JsonSchema): readonly SchemaChange[] => describeAt(older, newer, '');

const describeAt: Describe = (older, newer, path) => {
  if (sameText(older, newer)) return [];
  const [was, is] = [withoutSafeBounds(viewOf(older)), withoutSafeBounds(viewOf(newer))];
  const found: SchemaChange[] = [];
  if (was.nullable !== is.nullable)
    found.push(schemaChange('nullability', path, is.nullable ? 'may now be null' : 'may no longer be null'));
  found.push(...(isUnion(was.schema) || isUnion(is.schema) ? describeUnions : describeOne)(was.schema, is.schema, path, describeAt));
  // A rewriting that says the same (a type list instead of anyOf) is a change of the text all the same.
  return found.length > 0 ? found : [schemaChange('other', path, 'is written in another way')];
};

const describeOne = (was: SchemaObject, is: SchemaObject, path: string, describe: Describe): readonly SchemaChange[] => {
  const [type, newType] = [typeText(was), typeText(is)];
  const sameType = type === newType;
  return [
    ...(sameType ? [] : [schemaChange('type', path, `was ${type} and is now ${newType}`)]),
    ...describeKeywords(was, is, path),
    ...(sameType ? [...describeProperties(was, is, path, describe), ...describeItems(was, is, path, describe)] : []),
  ];
};

const describeItems: typeof describeOne = (was, is, path, describe) => {
  const [prefix, newPrefix] = [was.prefixItems ?? [], is.prefixItems ?? []];
  const found: SchemaChange[] = [];
  for (let index = 0; index < Math.max(prefix.length, newPrefix.length); index++)
    found.push(...describe(prefix[index] ?? was.items ?? true, newPrefix[index] ?? is.items ?? true, itemPath(path, index)));
  if (was.items !== undefined || is.items !== undefined) found.push(...describe(was.items ?? true, is.items ?? true, itemsPath(path)));
  return found;
};

const typeText = ({ type, enum: values, const: value, not }: SchemaObject): string => {
  if (type !== undefined) return listTexts((typeof type === 'string' ? [type] : [...type].sort()).map((name) => TYPES[name]));
  if (values !== undefined || value !== undefined) return 'one of listed values';
  return sameSchema(not ?? false, true) || sameSchema(not ?? false, {}) ? 'nothing' : 'anything';
};

const TYPES = {
  null: 'null',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'a string',
  array: 'an array',
  object: 'an object',
} as const;

interface View {
  readonly nullable: boolean;
  readonly schema: SchemaObject;
}

/** Removes `null` from a type list or a union, so that nullable and non-nullable schemas can be compared. */
const viewOf = (schema: JsonSchema): View => {
  if (typeof schema === 'boolean') return { nullable: false, schema: schema ? {} : { not: {} } };
  const { type, anyOf, ...others } = schema;
  if (anyOf !== undefined && anyOf.length > 1 && anyOf.some(isNull)) {
    const [only, ...more] = anyOf.filter((member) => !isNull(member));
    if (only === undefined) return { nullable: false, schema };
    if (more.length > 0) return { nullable: true, schema: { ...withoutAnyOf(schema), anyOf: [only, ...more] } };
    return { nullable: true, schema: { ...viewOf(only).schema, ...withoutAnyOf(schema) } };
  }
  if (typeof type !== 'object' || type.length < 2 || !type.includes('null')) return { nullable: false, schema };
  const [first, ...rest] = type.filter((name) => name !== 'null');
  const left = rest.length === 0 && first !== undefined ? first : type.filter((name) => name !== 'null');
  return { nullable: true, schema: { ...others, ...(anyOf === undefined ? {} : { anyOf }), type: left } };
};

/** Zod gives every whole number the bounds of those that doubles can tell apart: they say no more than "a whole number". */
const withoutSafeBounds = ({ nullable, schema }: View): View => {
  const { minimum, maximum, ...others } = schema;
  if (schema.type !== 'integer') return { nullable, schema };
  const isTold = (bound: number | undefined): bound is number => bound !== undefined && Math.abs(bound) !== Number.MAX_SAFE_INTEGER;
  return { nullable, schema: { ...others, ...(isTold(minimum) ? { minimum } : {}), ...(isTold(maximum) ? { maximum } : {}) } };
};

const isNull = (schema: JsonSchema): boolean => sameSchema(schema, { type: 'null' });

const withoutAnyOf = ({ anyOf: _, ...schema }: SchemaObject): SchemaObject => schema;
