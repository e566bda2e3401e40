export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/**
 * A JSON Schema (2020-12) without `$ref`: `true` takes everything, `false` nothing. `parseSchema` makes one of a file's
 * content or of what `z.toJSONSchema` returns. https://json-schema.org/draft/2020-12/json-schema-validation
 */
export type JsonSchema = boolean | SchemaObject;

/** The keywords that are compared. Others are allowed: `alternatives.ts` says which of them make a schema incomparable. */
export interface SchemaObject {
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly prefixItems?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  /** What the number counts: `celsius`, `EUR cents`. It is part of the contract, although no validator reads it. */
  readonly 'x-unit'?: string;
  /** What the value says: `outside temperature at the restaurant`. Part of the contract as well. */
  readonly 'x-meaning'?: string;
  readonly [keyword: string]: unknown;
}

/** The JSON type of a value; a whole number is a `number`. */
export const typeOf = (value: JsonValue): Exclude<TypeName, 'integer'> => {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'string';
  return Array.isArray(value) ? 'array' : 'object';
};

/** What the keyword `type` asks of a value. */
export const isOfTypes = (value: JsonValue, types: TypeName | readonly TypeName[]): boolean =>
  (typeof types === 'string' ? [types] : types).some((type) => (type === 'integer' ? Number.isInteger(value) : typeOf(value) === type));
