import type { ADVICE } from './advice.ts';

/** `backward`: consumers of the newer schema read events of the older. `forward`: consumers of the older read events of the newer. */
export type Direction = 'backward' | 'forward';

/** The kind of change from the older schema to the newer one. */
export type IncompatibilityCode = keyof typeof ADVICE;

/** One place where a consumer would reject an event that a producer may write. */
export interface Incompatibility {
  readonly direction: Direction;
  /** `Data.payment.currency`; items are `[]`, a tuple's items `[0]`, properties without a declared name `*`; the event itself is the empty string. */
  readonly path: string;
  readonly code: IncompatibilityCode;
  /** One sentence with the old and the new. */
  readonly reason: string;
  /** How to fix it. */
  readonly advice: string;
}

/** The codes of changes that narrow the accepted values (backward breaks) or widen the written values (forward breaks). */
export const NARROWING = {
  required: { backward: 'required-added', forward: 'required-removed' },
  type: { backward: 'type-narrowed', forward: 'type-widened' },
  bound: { backward: 'bound-narrowed', forward: 'bound-widened' },
  value: { backward: 'enum-value-removed', forward: 'enum-value-added' },
  member: { backward: 'union-member-removed', forward: 'union-member-added' },
} as const satisfies Record<string, Record<Direction, IncompatibilityCode>>;
