import type { NumberCondition, TextCondition } from './conditions.ts';
import type { EventContract } from './define-event.ts';
import type { DataOf } from './event.ts';
import { majorOf } from './major-of.ts';

/** For each property of the data: values to take, or conditions of its type, any of which will do. */
export type Where<C extends EventContract> = {
  readonly [K in keyof DataOf<C>]?: readonly Wanted<DataOf<C>[K]>[];
};

type Wanted<Value> =
  | Extract<Value, string | number | boolean | null>
  | (Extract<Value, number> extends never ? never : NumberCondition)
  | (Extract<Value, string> extends never ? never : TextCondition);

/** A function's wish to receive an event, or some of them. */
export interface Subscription<C extends EventContract = EventContract> {
  readonly event: C;
  readonly where: Where<C> | undefined;
}

/**
 * Subscribes to one major version of an event, optionally only where a property has one of some values, or meets a condition. The bus
 * itself filters: what is not asked for invokes nobody.
 *
 * @example
 * ```ts
 * on(OrderAccepted, { where: { service_info: ['self_delivery'] } })
 * on(SaleRecorded, { where: { amount_minor: [atLeast(1_000_00)], store_id: [startsWith('north-')] } })
 * ```
 */
export const on = <C extends EventContract>(event: C, options: { readonly where?: Where<C> } = {}): Subscription<C> => ({
  event,
  where: options.where,
});

/** EventBridge's event pattern for a subscription. */
export interface EventPattern {
  readonly 'detail-type': readonly string[];
  readonly detail: {
    readonly Metadata: { readonly event_type: readonly string[]; readonly event_version: readonly { readonly prefix: string }[] };
    readonly Data?: Readonly<Record<string, readonly unknown[]>>;
  };
}

/** The pattern for an event that somebody else writes, by its source: others may use the same detail-type. */
export interface ForeignPattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail?: Readonly<Record<string, readonly unknown[]>>;
}

/**
 * The rule pattern of a subscription. The event's `source` is left out: who may publish a detail-type is decided by the
 * producers' IAM policies, and a producer may move to another service without its consumers' knowing. An event of somebody else's is
 * taken from its source only.
 */
export const eventPattern = ({ event, where }: Subscription): EventPattern | ForeignPattern => {
  const data = where as Readonly<Record<string, readonly unknown[]>> | undefined;
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
