import { utcTime } from '@plumbline/event-kit';
import { z } from 'zod';
import type { Channel } from '../channel.ts';

/** Amounts are in cents. */
const cents = z.int().min(0);

/**
 * The order webhook of DoorDash Marketplace, as far as we use it.
 * @see https://developer.doordash.com/en-US/docs/marketplace/how_to/order_integration
 * @see https://developer.doordash.com/en-US/api/marketplace/ (Order model)
 */
const wire = z.object({
  event: z.object({ type: z.literal('OrderCreate'), status: z.literal('NEW') }),
  order: z.object({
    id: z.string().min(1),
    subtotal: cents,
    tax: cents,
    is_tax_remitted_by_doordash: z.boolean().default(false),
    tax_amount_remitted_by_doordash: cents.default(0),
    merchant_tip_amount: cents.default(0),
    delivery_fee: cents.default(0),
    estimated_pickup_time: utcTime,
    fulfillment_type: z.enum(['dx_delivery', 'mx_fleet_delivery', 'pickup']),
  }),
});

const SERVICE_INFO = { dx_delivery: 'delivery', mx_fleet_delivery: 'self_delivery', pickup: 'pick_up' } as const;

/** DoorDash's order model has no currency; the tenants we have settle in US dollars. */
const CURRENCY = 'USD';

/** DoorDash already has the guest's money and pays the merchant's share. */
export const doordash: Channel<typeof wire> = {
  wire,
  translate: ({ order }) => ({
    order_id: order.id,
    prepare_by_datetime: order.estimated_pickup_time,
    callback_url: null,
    provider: null,
    service_info: SERVICE_INFO[order.fulfillment_type],
    payment_type: 'pre_paid',
    payment: {
      amount_minor: order.subtotal + order.tax - order.tax_amount_remitted_by_doordash + order.merchant_tip_amount + order.delivery_fee,
      currency: CURRENCY,
      reference: `doordash:${order.id}`,
    },
  }),
};
