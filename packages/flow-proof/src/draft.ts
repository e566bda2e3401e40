import type { Proof } from './flow-system.ts';
import type { FlowCode } from './rules.ts';

/** A finding before the acceptances are applied. */
export interface Draft {
  readonly code: FlowCode;
  /** The resource with the defect, or a value that was read from it. */
  readonly at: { readonly stack: string; readonly address: string };
  /** The name of the subject, such as `rule plumbline-dev-kitchen-on-order-accepted`. */
  readonly subject: string;
  /** The defect, in whole sentences. */
  readonly why: string;
  /** How to fix it. */
  readonly fix: string;
}

/** A check of the proof. Reads the whole system, and never throws because of a declaration. */
export type Check = (proof: Proof) => Iterable<Draft>;
