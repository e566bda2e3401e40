import type { LiveSystem, Said } from '@plumbline/event-kit';
import { z } from 'zod';
import { ordersApi } from './orders-api.ts';

const order = z.object({
  id: z.string(),
  name: z.string(),
  quantity: z.number(),
  orderStatus: z.string(),
  amountMinor: z.number().nullable(),
  currency: z.string().nullable(),
  reason: z.string().nullable(),
});
const page = z.object({ listOrders: z.object({ items: z.array(order), nextToken: z.string().nullable() }) });

const LIST_ORDERS = `query ListOrders($restaurantId: ID!, $status: OrderStatus, $nextToken: String) {
  listOrders(restaurantId: $restaurantId, status: $status, limit: 100, nextToken: $nextToken) {
    items { id name quantity orderStatus amountMinor currency reason }
    nextToken
  }
}`;

/** `plumb restaurants orders`: every page. */
export const listOrders = async (
  given: { readonly restaurant: string; readonly status?: string | undefined },
  at: LiveSystem,
): Promise<Said> => {
  const api = await ordersApi(at);
  const lines: string[] = [];
  let nextToken: string | null = null;
  do {
    const variables: Readonly<Record<string, unknown>> = { restaurantId: given.restaurant, status: given.status ?? null, nextToken };
    const { items, nextToken: next }: z.infer<typeof page>['listOrders'] = page.parse(await api.send(LIST_ORDERS, variables)).listOrders;
    lines.push(...items.map(drawOrder));
    nextToken = next;
  } while (nextToken !== null);
  return {
    lines: lines.length === 0 ? [`${given.restaurant} has no such orders. Post some with "npm run plumb restaurants demo".`] : lines,
  };
};

const drawOrder = ({ id, name, quantity, orderStatus, amountMinor, currency, reason }: z.infer<typeof order>): string => {
  const paid = amountMinor === null ? '' : `  ${(amountMinor / 100).toFixed(2)} ${currency ?? ''}`;
  return `${id}  ${orderStatus.padEnd(7)}  ${quantity} x ${name}${paid}${reason === null ? '' : `  ${reason}`}`;
};
