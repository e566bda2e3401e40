import { utcTime } from '@plumbline/event-kit';
import { z } from 'zod';

/** What the order's events tell of an order. */
export const orderData = z.object({
  /** The object in the intake bucket that the order was read from. */
  original_object: z.object({ bucket: z.string().min(1), key: z.string().min(1) }),
  order_id: z.string().min(1).max(128),
  prepare_by_datetime: utcTime,
  /** Where the channel wants to hear of the order's progress. */
  callback_url: z.url().nullable(),
  /** Who delivers. */
  provider: z.string().min(1).nullable(),
  /** Who brings the order to the guest: the channel's couriers, the restaurant (which books one), or the guest. */
  service_info: z.enum(['delivery', 'self_delivery', 'pick_up']),
  payment_type: z.enum(['pre_paid', 'post_paid']),
  /** What to capture. When the channel does not say, the gateway holds the amount under the order's id. */
  payment: z
    .object({
      /** In the currency's minor unit: cents for USD. */
      amount_minor: z.int().min(0),
      /** ISO 4217. */
      currency: z.string().regex(/^[A-Z]{3}$/),
      /** The gateway's or channel's reference of the guest's card or payment. */
      reference: z.string().min(1),
    })
    .optional(),
});

/** The order as its events describe it. */
export type OrderData = z.infer<typeof orderData>;
