import type { JsonSchema } from '@plumbline/compatibility';

/** One value of a property, or all of those that nobody tells apart. */
export interface ToldApart {
  /** As it is shown: `self_delivery`, `>= 9000`, `any other`. */
  readonly name: string;
  /** What it is by its schema; `undefined`: a text that no rule names. */
  readonly schema: JsonSchema | undefined;
  /** Whether nobody has to ask for it: whoever asks for some texts, or up to some number, leaves out the rest rightly. */
  readonly mayBeLeft: boolean;
}
