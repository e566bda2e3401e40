import { z } from 'zod';
import type { Channel } from '../channel.ts';

const LOCAL_TIME = /^(\d{4})(\d{2})(\d{2}) (\d{2}):(\d{2})$/;

/** Olo writes the store's local time, `20171028 17:13`, and the store's offset from UTC in hours beside it. */
const localTime = z.string().regex(LOCAL_TIME, 'must be a local time such as "20171028 17:13"');

/**
 * The OrderPlaced webhook of Olo, as far as we use it. Amounts are in the currency's major unit.
 * @see https://developer.olo.com/docs/load/webhooks#operation/OrderPlaced
 */
const wire = z.object({
  id: z.string().min(1),
  storeUtcOffset: z.number().min(-12).max(14),
  timeReady: localTime,
  deliveryMethod: z.enum(['pickup', 'curbside', 'drivethru', 'dinein', 'delivery', 'dispatch']),
  totals: z.object({ total: z.number().min(0) }),
  payments: z
    .array(z.object({ type: z.string().min(1), amount: z.number().min(0), paymentReference: z.string().min(1).optional() }))
    .min(1),
});

type DeliveryMethod = z.infer<typeof wire>['deliveryMethod'];

/** `delivery`: the restaurant delivers. `dispatch`: Olo's courier network delivers. Every other order is handed over at the store. */
const SERVICE_INFO: Readonly<Record<DeliveryMethod, 'delivery' | 'self_delivery' | 'pick_up'>> = {
  delivery: 'self_delivery',
  dispatch: 'delivery',
  pickup: 'pick_up',
  curbside: 'pick_up',
  drivethru: 'pick_up',
  dinein: 'pick_up',
};

/** Olo sells in the United States. */
const CURRENCY = 'USD';

export const olo: Channel<typeof wire> = {
  wire,
  translate: (order) => ({
    order_id: order.id,
    prepare_by_datetime: toUtc(order.timeReady, order.storeUtcOffset),
    callback_url: null,
    provider: null,
    service_info: SERVICE_INFO[order.deliveryMethod],
    payment_type: order.payments.every(({ type }) => type.toLowerCase() === 'cash') ? 'post_paid' : 'pre_paid',
    payment: {
      amount_minor: Math.round(order.totals.total * 100),
      currency: CURRENCY,
      reference: order.payments.find(({ paymentReference }) => paymentReference !== undefined)?.paymentReference ?? `olo:${order.id}`,
    },
  }),
};

const MS_PER_HOUR = 3_600_000;

const toUtc = (local: string, offsetHours: number): string => {
  const [year, month, day, hour, minute] = (LOCAL_TIME.exec(local) ?? []).slice(1).map(Number) as [number, number, number, number, number];
  const utc = Date.UTC(year, month - 1, day, hour, minute) - offsetHours * MS_PER_HOUR;
  return new Date(utc).toISOString().replace('.000Z', 'Z');
};
