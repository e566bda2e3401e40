import type { Json, JsonObject } from '../json.ts';
import type { Field } from '../scope.ts';
import type { Turn } from './turn.ts';

/**
 * Changes the stored state. Runs inside a write, if the frame is still where it was, with what is stored then: frames around
 * it may have moved on.
 */
export type Commit = (now: Turn) => void;

/** The departure from a state: with its own Output, Assign and Next by default. */
export interface Leaving {
  readonly result: Json;
  readonly output?: Field;
  /** `undefined`: the state's. */
  readonly assign?: Field<JsonObject> | 'none';
  readonly next?: string;
}
