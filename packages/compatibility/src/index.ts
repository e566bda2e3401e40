export { type CompareOptions, type Comparison, compare, type VersionNames } from './compare.ts';
export { describeChanges } from './describe-changes.ts';
export { CompatibilityError, type CompatibilityErrorCode } from './errors.ts';
export type { Direction, Incompatibility, IncompatibilityCode } from './incompatibility.ts';
export type { JsonSchema, JsonValue, SchemaObject, TypeName } from './json-schema.ts';
export { parseSchema } from './parse-schema.ts';
export { sameButAnnotations } from './same-schema.ts';
export type { SchemaChange, SchemaChangeKind } from './schema-change.ts';
