import type { Subscription } from '../on.ts';
import type { ApiDestination, Queue } from './resource.ts';

/** Events that a rule brings somewhere without a function between: to an address outside of AWS, or into a queue for people. */
export interface Forward {
  /** In kebab-case, unique in the repository: what the rule is called. */
  readonly name: string;
  readonly subscription: Subscription;
  readonly to: ApiDestination | Queue;
}

/**
 * Forwards events.
 *
 * @example
 * ```ts
 * forward('books-to-supplier', on(SaleRecorded, { where: { category: ['Books'] } }), bookSupplier)
 * ```
 */
export const forward = (name: string, subscription: Subscription, to: ApiDestination | Queue): Forward => ({ name, subscription, to });
