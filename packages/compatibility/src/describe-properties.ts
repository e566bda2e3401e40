import { alternatives } from './alternatives.ts';
import type { JsonSchema, SchemaObject } from './json-schema.ts';
import { otherPropertiesPath, propertyPath } from './path.ts';
import { takesEverything } from './same-schema.ts';
import { type Describe, type SchemaChange, schemaChange } from './schema-change.ts';
import { describeShapes } from './wording.ts';

/** Properties that came, went, changed, or are required in another way. */
export const describeProperties = (was: SchemaObject, is: SchemaObject, path: string, describe: Describe): readonly SchemaChange[] => {
  const [older, newer] = [new Map(Object.entries(was.properties ?? {})), new Map(Object.entries(is.properties ?? {}))];
  const [needed, needs] = [was.required ?? [], is.required ?? []];
  const names = new Set([...older.keys(), ...newer.keys(), ...needed, ...needs]);
  const found = [...names].flatMap((name) => {
    const [old, now, at] = [older.get(name), newer.get(name), propertyPath(path, name)];
    if (old === undefined && now !== undefined)
      return [schemaChange('property-added', at, `was added: ${needText(needs, name)}, ${describeShapes(alternatives(now))}`)];
    if (old !== undefined && now === undefined)
      return [schemaChange('property-removed', at, `was removed; it was ${needText(needed, name)}`)];
    return [
      ...describeNeed(needed.includes(name), needs.includes(name), at),
      ...(old === undefined || now === undefined ? [] : describe(old, now, at)),
    ];
  });
  return [...found, ...describeOthers(was.additionalProperties, is.additionalProperties, path, describe)];
};

const needText = (required: readonly string[], name: string): string => (required.includes(name) ? 'required' : 'optional');

const describeNeed = (was: boolean, is: boolean, path: string): readonly SchemaChange[] => {
  if (was === is) return [];
  return [is ? schemaChange('property-required', path, 'is now required') : schemaChange('property-optional', path, 'is now optional')];
};

const describeOthers = (
  was: JsonSchema | undefined,
  is: JsonSchema | undefined,
  path: string,
  describe: Describe,
): readonly SchemaChange[] => {
  if (typeof was === 'object' && typeof is === 'object') return describe(was, is, otherPropertiesPath(path));
  if (policy(was) === policy(is)) return [];
  return [schemaChange('additional-properties', path, `had other properties ${policy(was)} and now has them ${policy(is)}`)];
};

const policy = (schema: JsonSchema | undefined): string => {
  if (schema === undefined) return 'ignored by consumers and not written';
  if (schema === false) return 'refused';
  return takesEverything(schema) ? 'written as producers like' : 'written if they fit a schema';
};
