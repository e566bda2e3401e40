import type { JsonSchema } from '@plumbline/compatibility';

/** One value of a property, or all values that no rule distinguishes. */
export interface ToldApart {
  /** The label: `self_delivery`, `>= 9000`, `any other`. */
  readonly name: string;
  /** The schema of the value; `undefined` for a string that no rule names. */
  readonly schema: JsonSchema | undefined;
  /** Whether the value needs no consumer, because rules name only some strings, or numbers up to a bound. */
  readonly mayBeLeft: boolean;
}
