import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';

/** Something of a JSONPath state that depends on data: `base` is what `$` stands for. Throws StateFailure. */
export type PathValue<T = Json> = (base: Json, scope: Scope) => T;
