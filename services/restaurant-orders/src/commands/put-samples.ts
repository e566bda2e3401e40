import { styleText } from 'node:util';
import type { LiveSystem, PutSamples } from '@plumbline/event-kit';
import { z } from 'zod';
import { mailsTo } from './mailbox.ts';
import { type OrdersApi, ordersApi } from './orders-api.ts';
import { type Ordered, postOrder } from './post-order.ts';
import { openRestaurants } from './restaurants.ts';

/** The sample orders; each guest is new, so that the mailbox shows one order's mails. */
const sampleOrders = (run: string): readonly (Ordered & { readonly ends: 'PAID' | 'FAILED' })[] => [
  { name: 'Pizza', quantity: 6, restaurantId: 'Dominos', clientEmail: `ada+${run}@example.com`, ends: 'PAID' },
  { name: 'Ravioli', quantity: 2, restaurantId: 'Trattoria', clientEmail: `grace+${run}@example.com`, ends: 'PAID' },
  { name: 'Pizza', quantity: 1, restaurantId: 'Dominos', clientEmail: `declined@${run}.example.com`, ends: 'FAILED' },
];

const GET_ORDER = 'query GetOrder($id: ID!) { getOrder(id: $id) { orderStatus } }';
const answered = z.object({ getOrder: z.object({ orderStatus: z.string() }).nullable() });

/** Posts the sample orders over GraphQL. */
export const putSamples = async (at: LiveSystem): Promise<PutSamples> => {
  await openRestaurants(at);
  const api = await ordersApi(at);
  const orders = sampleOrders(Date.now().toString(36));
  const posted = await Promise.all(orders.map(async (order) => ({ ...order, id: await postOrder(api, order) })));
  return {
    samples: [],
    inputs: { count: 0, isOne: () => false },
    problems: async () => (await Promise.all(posted.map((order) => problemsOf(at, api, order)))).flat(),
    show: async () =>
      Promise.all(
        posted.map(
          async ({ id, name, quantity, clientEmail }) =>
            `${styleText('bold', await statusOf(api, id))}  ${quantity} x ${name} for ${clientEmail}: ${id}`,
        ),
      ),
  };
};

const statusOf = async (api: OrdersApi, id: string): Promise<string> =>
  answered.parse(await api.send(GET_ORDER, { id })).getOrder?.orderStatus ?? 'not recorded';

const problemsOf = async (
  at: LiveSystem,
  api: OrdersApi,
  { id, ends, clientEmail }: { readonly id: string; readonly ends: string; readonly clientEmail: string },
): Promise<readonly string[]> => {
  const status = await statusOf(api, id);
  const mails = await mailsTo(at, clientEmail);
  return [
    ...(status === ends ? [] : [`the restaurant order ${id} is ${status} instead of ${ends}`]),
    ...(mails === undefined || mails.length === 1 ? [] : [`${clientEmail} has ${mails.length} mails instead of 1`]),
  ];
};
