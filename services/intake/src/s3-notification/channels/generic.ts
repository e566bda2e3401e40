import { utcTime } from '@plumbline/event-kit';
import { z } from 'zod';
import type { Channel } from '../channel.ts';

/**
 * The format for channels without their own format; `services/intake/README.md` documents it.
 */
const wire = z.object({
  format: z.literal('plumbline-order-1'),
  order_id: z.string().min(1),
  prepare_by: utcTime,
  fulfilment: z.enum(['delivery', 'self_delivery', 'pick_up']),
  callback_url: z.url().nullable().default(null),
  payment: z.object({
    type: z.enum(['pre_paid', 'post_paid']),
    /** In the currency's minor unit. */
    amount_minor: z.int().min(0),
    currency: z.string().regex(/^[A-Z]{3}$/),
    reference: z.string().min(1),
  }),
});

export const generic: Channel<typeof wire> = {
  wire,
  translate: (order) => {
    const { type, ...payment } = order.payment;
    return {
      order_id: order.order_id,
      prepare_by_datetime: order.prepare_by,
      callback_url: order.callback_url,
      provider: null,
      service_info: order.fulfilment,
      payment_type: type,
      payment,
    };
  },
};
