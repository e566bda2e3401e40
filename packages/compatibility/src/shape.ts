import type { JsonSchema, JsonValue } from './json-schema.ts';

/** One way to satisfy a schema: values of one JSON type with what must hold of them. A schema is a list of these, any of which will do. */
export type Shape = ValuesShape | NumberShape | StringShape | ArrayShape | ObjectShape | UnknownShape;

/** The values that `enum`, `const`, `null` and `boolean` list. */
export interface ValuesShape {
  readonly kind: 'values';
  readonly values: readonly JsonValue[];
}

export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

export interface NumberShape extends Excluding {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly minimum: Bound;
  readonly maximum: Bound;
  readonly multipleOf: readonly number[];
}

export interface StringShape extends Excluding {
  readonly kind: 'string';
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  /** `format`, and `contentEncoding` and `contentMediaType` behind their names. */
  readonly formats: readonly string[];
}

export interface ArrayShape extends Excluding {
  readonly kind: 'array';
  readonly prefix: readonly JsonSchema[];
  /** The items after the prefix. */
  readonly items: JsonSchema;
  readonly minItems: number;
  readonly maxItems: number;
  readonly unique: boolean;
}

export interface ObjectShape extends Excluding {
  readonly kind: 'object';
  /** Whether the schema lists any properties. One that does is closed for producers unless `additional` says otherwise. */
  readonly described: boolean;
  readonly properties: ReadonlyMap<string, JsonSchema>;
  readonly required: ReadonlySet<string>;
  /** By regular expression: `patternProperties`. */
  readonly patterns: ReadonlyMap<string, JsonSchema>;
  /** `undefined` when the schema has no `additionalProperties`: open for consumers, closed for producers. */
  readonly additional: JsonSchema | undefined;
  /** What each property's name must satisfy. */
  readonly names: readonly JsonSchema[];
  readonly minProperties: number;
  readonly maxProperties: number;
}

/** A schema with a keyword that is not compared. */
export interface UnknownShape {
  readonly kind: 'unknown';
  readonly keyword: string;
}

interface Excluding {
  /** Schemas that must not hold beside: `not`, and for a member of a `oneOf` the other members. */
  readonly excludes: readonly JsonSchema[];
}

/** A shape of values that can't be listed. */
export type OpenShape = NumberShape | StringShape | ArrayShape | ObjectShape;

export const isOpen = (shape: Shape): shape is OpenShape => shape.kind !== 'values' && shape.kind !== 'unknown';

/** A schema and its shapes. */
export interface Side {
  readonly schema: JsonSchema;
  readonly shapes: readonly Shape[];
}
