import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/restaurant-order-paid.json' with { type: 'json' };
import { amount, orderData } from './order-data.ts';

export const RestaurantOrderPaid = defineEvent({
  eventType: 'RestaurantOrderPaid',
  detailType: 'restaurant-order-paid',
  source: 'plumbline.restaurants',
  version: '1.0',
  summary: 'A guest paid an order, and the restaurant can cook it.',
  owner: 'restaurants-team',
  data: orderData.extend({ ...amount, payment_id: z.string().min(1).describe("The gateway's id of the payment.") }),
  examples: [{ name: 'Six pizzas, paid', detail: example }],
});
