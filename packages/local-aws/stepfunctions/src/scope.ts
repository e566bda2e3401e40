import type { Json, JsonObject } from './json.ts';

/** What the fields of a state can see while they are evaluated. */
export interface Scope {
  /** The state's input, before any field has changed it. */
  readonly input: Json;
  /** What the state came to; absent before that. */
  readonly result?: Json;
  /** Only in a catcher: `{ Error, Cause }`. */
  readonly errorOutput?: JsonObject;
  /** `$$` and `$states.context`. */
  readonly context: JsonObject;
  /** The variables of the state's scope and of those around it. */
  readonly variables: JsonObject;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Between 0 and 1. */
  readonly random: () => number;
}

/** A field that was read at deployment, ready to be evaluated. Throws StateFailure. */
export type Field<T = Json> = (scope: Scope) => Promise<T>;
