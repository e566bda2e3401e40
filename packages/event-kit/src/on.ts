import { checkWhere } from './check-where.ts';
import type { EventContract } from './event-contract.ts';
import { majorOf } from './major-of.ts';
import type { Conditions, Where } from './where.ts';

/** A function's subscription to an event, with optional conditions. */
export interface Subscription<C extends EventContract = EventContract> {
  readonly event: C;
  /** Alternatives; an event must match one of them. `undefined`: every event. */
  readonly where: readonly Conditions[] | undefined;
}

/**
 * Subscribes to one major version of an event, optionally only when properties have one of some values, or match a condition. The bus
 * itself filters: other events invoke no function. A list of alternatives creates one rule, so an event that matches several of them is
 * delivered once.
 *
 * @throws EventKitError `INVALID_DECLARATION` when no event of the contract can match
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

/** The pattern for an event in a foreign format. It includes the source, because other systems may use the same detail-type. */
export interface ForeignPattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail?: Conditions;
}

/**
 * The rule pattern of a subscription. It omits the event's `source`: the producers' IAM policies control who may publish a detail-type, and
 * a producer may move to another service without a change in its consumers. A foreign event is matched only from its source.
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
