import { defineCommand, utcTime } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/place-order.json' with { type: 'json' };
import { clientEmail, dish, orderId, quantity, restaurantId } from './order-data.ts';

export const PlaceOrder = defineCommand({
  commandType: 'PlaceOrder',
  version: '1.0',
  summary: "Take a guest's order, have it paid, and tell guest and restaurant.",
  owner: 'restaurants-team',
  data: z.object({
    order_id: orderId,
    restaurant_id: restaurantId,
    name: dish,
    quantity,
    client_email: clientEmail,
    ordered_at: utcTime.describe('When the guest posted it.'),
  }),
  examples: [{ name: 'Six pizzas', detail: example }],
});
