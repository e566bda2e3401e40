import { cloudEventInput } from '../cloud-event.ts';
import type { Subscription } from '../on.ts';
import { checkName, refusing } from '../refuse.ts';
import { FORWARD_NAME_LENGTH_MAX } from './deployed-length.ts';
import type { ApiDestination, Queue } from './resource.ts';

/** Events that a rule delivers without a function: to an address outside AWS, or to a queue for manual work. */
export interface Forward {
  /** The name of the rule, in kebab-case, unique in the repository. */
  readonly name: string;
  readonly subscription: Subscription;
  readonly to: ApiDestination | Queue;
}

/**
 * Forwards events.
 *
 * @throws EventKitError `INVALID_DECLARATION`, also for an event in a foreign format with an address outside AWS
 * @example
 * ```ts
 * forward('books-to-supplier', on(SaleRecorded, { where: { category: ['Books'] } }), bookSupplier)
 * ```
 */
export const forward = (name: string, subscription: Subscription, to: ApiDestination | Queue): Forward => {
  checkName(refusing(`Forward ${name}`), 'name', name, FORWARD_NAME_LENGTH_MAX);
  if (to.kind === 'api-destination') cloudEventInput(subscription.event);
  return { name, subscription, to };
};
