import { z } from 'zod';
import type { OrdersApi } from './orders-api.ts';

/** What a guest orders. */
export interface Ordered {
  readonly name: string;
  readonly quantity: number;
  readonly restaurantId: string;
  readonly clientEmail: string;
}

const posted = z.object({ postOrder: z.object({ id: z.string(), orderStatus: z.string() }) });

const POST_ORDER = 'mutation PostOrder($input: OrderInput!) { postOrder(input: $input) { id orderStatus } }';

/** Posts an order. @returns the order's id, which is known before its payment */
export const postOrder = async (api: OrdersApi, { name, quantity, restaurantId, clientEmail }: Ordered): Promise<string> => {
  const input = { name, quantity, restaurantId, clientEmail };
  return posted.parse(await api.send(POST_ORDER, { input })).postOrder.id;
};

/** The orders of a demonstration: every third card is declined. */
export const demoOrders = (count: number): readonly Ordered[] =>
  Array.from({ length: count }, (_, index) => ({
    name: index % 2 === 0 ? 'Pizza' : 'Tiramisu',
    quantity: 1 + (index % 6),
    restaurantId: index % 2 === 0 ? 'Dominos' : 'Trattoria',
    clientEmail: index % 3 === 2 ? 'declined@example.com' : `guest-${index + 1}@example.com`,
  }));
