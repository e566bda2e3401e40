import type { Proof } from './flow-system.ts';
import type { FlowCode } from './rules.ts';

/** What a check found, before it is known whether somebody accepts it. */
export interface Draft {
  readonly code: FlowCode;
  /** The resource that is wrong; one that was read from Terraform fits. */
  readonly at: { readonly stack: string; readonly address: string };
  /** What it is called: `rule plumbline-dev-kitchen-on-order-accepted`. */
  readonly subject: string;
  /** What is wrong, in whole sentences. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A rule of the proof: looks at the whole system. It never throws because of what is declared. */
export type Check = (proof: Proof) => Iterable<Draft>;
