/** A JSON value whose numbers keep their spelling: beyond doubles, or written as `1.0`, they must reach targets unchanged. */
export type JsonValue = string | number | boolean | null | ExactNumber | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue };

/** The result of `JSON.rawJSON`: `JSON.stringify` writes it as it was read. */
export interface ExactNumber {
  readonly rawJSON: string;
}

/** TC39 "JSON.parse source text access", in V8 since 11.4; TypeScript's es2024 library does not have it yet. */
interface SourceTextJson {
  parse(text: string, reviver: (key: string, value: JsonValue, context: { readonly source?: string }) => JsonValue): JsonValue;
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): value is ExactNumber;
}
const json: SourceTextJson = JSON as typeof JSON & SourceTextJson;

/** @throws SyntaxError when the string is not JSON. */
export const readJson = (text: string): JsonValue =>
  json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON(source) : value,
  );

export const isExactNumber = (value: JsonValue | undefined): value is ExactNumber => json.isRawJSON(value);

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value) && !isExactNumber(value);

/** Whether a string is JSON. */
export const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
