import { checkWhere } from './check-where.ts';
import type { EventContract } from './event-contract.ts';
import { majorOf } from './major-of.ts';
import type { Conditions, Where } from './where.ts';

/** A function's wish to receive an event, or some of them. */
export interface Subscription<C extends EventContract = EventContract> {
  readonly event: C;
  /** Alternatives, one of which an event has to fit. `undefined`: every event. */
  readonly where: readonly Conditions[] | undefined;
}

/**
 * Subscribes to one major version of an event, optionally only where properties have one of some values, or meet a condition. The bus
 * itself filters: what is not asked for invokes nobody. A list of alternatives makes one rule, so an event that fits several comes once.
 *
 * @throws EventKitError `INVALID_DECLARATION` when no event of the contract can fit
 * @example
 * ```ts
 * on(OrderAccepted, { where: { service_info: ['self_delivery'], payment: { currency: ['USD'] } } })
 * on(SaleRecorded, { where: [{ amount_minor: [atLeast(1_000_00)] }, { store_id: [startsWith('north-')] }] })
 * ```
 */
export const on = <C extends EventContract>(
  event: C,
  { where }: { readonly where?: Where<C> | readonly Where<C>[] } = {},
): Subscription<C> => {
  const alternatives = where === undefined ? undefined : ([where].flat() as readonly Conditions[]);
  if (alternatives !== undefined) checkWhere(event, alternatives);
  return { event, where: alternatives };
};

/** EventBridge's event pattern for a subscription. */
export interface EventPattern {
  readonly 'detail-type': readonly string[];
  readonly detail: {
    readonly Metadata: { readonly event_type: readonly string[]; readonly event_version: readonly { readonly prefix: string }[] };
    readonly Data?: Conditions;
  };
}

/** The pattern for an event that somebody else writes, by its source: others may use the same detail-type. */
export interface ForeignPattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail?: Conditions;
}

/**
 * The rule pattern of a subscription. The event's `source` is left out: who may publish a detail-type is decided by the
 * producers' IAM policies, and a producer may move to another service without its consumers' knowing. An event of somebody else's is
 * taken from its source only.
 */
export const eventPattern = ({ event, where }: Subscription): EventPattern | ForeignPattern => {
  const data = where === undefined || where.length === 1 ? where?.[0] : { $or: where };
  if (event.foreign !== undefined) {
    return { source: [event.source], 'detail-type': [event.detailType], ...(data !== undefined && { detail: data }) };
  }
  return {
    'detail-type': [event.detailType],
    detail: {
      Metadata: { event_type: [event.eventType], event_version: [{ prefix: `${majorOf(event.version)}.` }] },
      ...(data !== undefined && { Data: data }),
    },
  };
};
