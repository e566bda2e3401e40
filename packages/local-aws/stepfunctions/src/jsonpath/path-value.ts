import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';

/** A value of a JSONPath state that depends on data: `base` is the value of `$`. Throws StateFailure. */
export type PathValue<T = Json> = (base: Json, scope: Scope) => T;
