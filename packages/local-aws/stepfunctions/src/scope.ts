import type { Json, JsonObject } from './json.ts';

/** The values that the fields of a state see during evaluation. */
export interface Scope {
  /** The state's input, before any field has changed it. */
  readonly input: Json;
  /** The state's result; absent before it exists. */
  readonly result?: Json;
  /** Only in a catcher: `{ Error, Cause }`. */
  readonly errorOutput?: JsonObject;
  /** `$$` and `$states.context`. */
  readonly context: JsonObject;
  /** The variables of the state's scope and of the outer scopes. */
  readonly variables: JsonObject;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Between 0 and 1. */
  readonly random: () => number;
}

/** A field that was read at deployment, ready to be evaluated. Throws StateFailure. */
export type Field<T = Json> = (scope: Scope) => Promise<T>;
