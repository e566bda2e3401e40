import type { JsonSchema } from './json-schema.ts';

export type SchemaChangeKind =
  | 'property-added'
  | 'property-removed'
  | 'property-required'
  | 'property-optional'
  | 'type'
  | 'nullability'
  | 'values'
  | 'bounds'
  | 'format'
  | 'pattern'
  | 'additional-properties'
  | 'union'
  | 'unit'
  | 'meaning'
  | 'description'
  | 'default'
  | 'deprecation'
  | 'other';

/** One line of a changelog. */
export interface SchemaChange {
  readonly kind: SchemaChangeKind;
  /** As in `Incompatibility`. */
  readonly path: string;
  /** "Data.payment.currency now has the pattern "^[A-Z]{3}$"." */
  readonly sentence: string;
}

/** Describes the changes of a part. */
export type Describe = (older: JsonSchema, newer: JsonSchema, path: string) => readonly SchemaChange[];

export const schemaChange = (kind: SchemaChangeKind, path: string, what: string): SchemaChange => ({
  kind,
  path,
  sentence: `${path === '' ? 'The event' : path} ${what}.`,
});
