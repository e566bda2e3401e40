import { alternatives } from './alternatives.ts';
import { describeKeywords } from './describe-keywords.ts';
import type { JsonSchema, SchemaObject } from './json-schema.ts';
import { sameText, takesEverything } from './same-schema.ts';
import { type Describe, type SchemaChange, schemaChange } from './schema-change.ts';
import { describeMember, marksOf } from './union-members.ts';

export const isUnion = (schema: SchemaObject): boolean => schema.anyOf !== undefined || schema.oneOf !== undefined;

/** Added, removed and changed members. A schema without a union counts as a union of one member. */
export const describeUnions = (was: SchemaObject, is: SchemaObject, path: string, describe: Describe): readonly SchemaChange[] => {
  const [older, newer] = [split(was), split(is)];
  const { pairs, removed, added } = match(older.members, newer.members);
  return [
    ...(older.exclusive === undefined || newer.exclusive === undefined || older.exclusive === newer.exclusive
      ? []
      : [schemaChange('union', path, newer.exclusive ? 'is now exactly one of its alternatives' : 'is now any of its alternatives')]),
    ...describeKeywords(older.outer, newer.outer, path),
    ...pairs.flatMap(([old, now]) => describe(old, now, path)),
    ...added.map((member) => schemaChange('union', path, `may now be ${memberText(member)}`)),
    ...removed.map((member) => schemaChange('union', path, `may no longer be ${memberText(member)}`)),
  ];
};

interface Union {
  /** What the schema says beside its members. */
  readonly outer: SchemaObject;
  readonly members: readonly JsonSchema[];
  /** Whether exactly one member must hold; unknown of a single one. */
  readonly exclusive: boolean | undefined;
}

const split = (schema: SchemaObject): Union => {
  const { anyOf, oneOf, ...outer } = schema;
  if (anyOf !== undefined && oneOf !== undefined) return { outer: { ...outer, oneOf }, members: anyOf, exclusive: false };
  const members = anyOf ?? oneOf;
  if (members !== undefined) return { outer, members, exclusive: oneOf !== undefined };
  const isNote = (keyword: string): boolean => takesEverything({ [keyword]: true });
  const entries = Object.entries(outer);
  const [notes, rest] = [entries.filter(([keyword]) => isNote(keyword)), entries.filter(([keyword]) => !isNote(keyword))];
  return { outer: Object.fromEntries(notes), members: [Object.fromEntries(rest)], exclusive: undefined };
};

interface Matched {
  readonly pairs: readonly (readonly [JsonSchema, JsonSchema])[];
  readonly removed: readonly JsonSchema[];
  readonly added: readonly JsonSchema[];
}

/** The same member, or else the one with the same discriminator, or else the only one that is left. */
const match = (older: readonly JsonSchema[], newer: readonly JsonSchema[]): Matched => {
  const pairs: [JsonSchema, JsonSchema][] = [];
  let [removed, added] = [older, newer];
  for (const isSame of [sameText, sameMarks]) {
    for (const old of removed) {
      const now = added.find((member) => isSame(old, member));
      if (now === undefined) continue;
      pairs.push([old, now]);
      removed = removed.filter((member) => member !== old);
      added = added.filter((member) => member !== now);
    }
  }
  const [old, now] = [removed[0], added[0]];
  if (removed.length !== 1 || added.length !== 1 || old === undefined || now === undefined) return { pairs, removed, added };
  return { pairs: [...pairs, [old, now]], removed: [], added: [] };
};

const sameMarks = (one: JsonSchema, other: JsonSchema): boolean => marks(one) !== undefined && marks(one) === marks(other);

const marks = (schema: JsonSchema): string | undefined => {
  const [shape, ...others] = alternatives(schema);
  return shape === undefined || others.length > 0 ? undefined : marksOf(shape);
};

const memberText = (schema: JsonSchema): string => describeMember(alternatives(schema));
