import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/restaurant-order-payment-failed.json' with { type: 'json' };
import { orderData } from './order-data.ts';

export const RestaurantOrderPaymentFailed = defineEvent({
  eventType: 'RestaurantOrderPaymentFailed',
  detailType: 'restaurant-order-payment-failed',
  source: 'plumbline.restaurants',
  version: '1.0',
  summary: "A guest's payment was declined, and the order ends.",
  owner: 'restaurants-team',
  data: orderData.extend({ reason: z.string().min(1).describe('Why, in a sentence for the guest.') }),
  examples: [{ name: 'Six pizzas, declined', detail: example }],
});
