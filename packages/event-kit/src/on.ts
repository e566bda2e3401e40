import type { EventContract } from './define-event.ts';
import type { DataOf } from './event.ts';
import { majorOf } from './major-of.ts';

/** For each property of the data: the values to take, any of which will do. */
export type Where<C extends EventContract> = {
  readonly [K in keyof DataOf<C>]?: readonly Extract<DataOf<C>[K], string | number | boolean | null>[];
};

/** A function's wish to receive an event, or some of them. */
export interface Subscription<C extends EventContract = EventContract> {
  readonly event: C;
  readonly where: Where<C> | undefined;
}

/**
 * Subscribes to one major version of an event, optionally only where a property has one of some values.
 *
 * @example
 * ```ts
 * on(OrderAccepted, { where: { service_info: ['self_delivery'] } })
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

/**
 * The rule pattern of a subscription. The event's `source` is left out: who may publish a detail-type is decided by the
 * producers' IAM policies, and a producer may move to another service without its consumers' knowing.
 */
export const eventPattern = ({ event, where }: Subscription): EventPattern => ({
  'detail-type': [event.detailType],
  detail: {
    Metadata: { event_type: [event.eventType], event_version: [{ prefix: `${majorOf(event.version)}.` }] },
    ...(where === undefined ? {} : { Data: where as Readonly<Record<string, readonly unknown[]>> }),
  },
});
