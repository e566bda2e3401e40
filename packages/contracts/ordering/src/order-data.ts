import { utcTime } from '@plumbline/event-kit';
import { z } from 'zod';
import { currency, minorUnits } from './money.ts';

/** The order's data in its events. */
export const orderData = z.object({
  original_object: z
    .object({ bucket: z.string().min(1), key: z.string().min(1) })
    .describe('The object in the intake bucket that the order was read from.'),
  order_id: z.string().min(1).max(128).describe("The channel's id of the order."),
  prepare_by_datetime: utcTime.describe('When the order has to be ready.'),
  callback_url: z.url().nullable().describe("Where the channel wants to hear of the order's progress."),
  provider: z.string().min(1).nullable().describe('Who delivers.'),
  service_info: z
    .enum(['delivery', 'self_delivery', 'pick_up'])
    .describe("Who brings the order to the guest: the channel's couriers, the restaurant (which books one), or the guest."),
  payment_type: z.enum(['pre_paid', 'post_paid']).describe('Whether the guest pays before or after.'),
  payment: z
    .object({
      amount_minor: minorUnits('What the guest pays'),
      currency,
      reference: z.string().min(1).describe("The gateway's or channel's reference of the guest's card or payment."),
    })
    .optional()
    .describe("What to capture. When the channel does not say, the gateway holds the amount under the order's id."),
});

/** The order as its events describe it. */
export type OrderData = z.infer<typeof orderData>;
