import { definePlumbCommand, defineSampleCheck } from '@plumbline/event-kit';
import { z } from 'zod';

/** What the commands do is loaded when they are called: the AWS SDK takes its time. */
const looking = () => import('./commands/look-at-orders.ts');

export const orders = definePlumbCommand({
  words: 'orders',
  summary: 'every order with its status',
  options: z.object({}),
  run: async (_, at) => (await looking()).listOrders(at),
});

export const trace = definePlumbCommand({
  words: 'trace',
  summary: "an order's history and its X-Ray trace",
  options: z.object({ order_id: z.string() }),
  argument: 'order_id',
  run: async ({ order_id }, at) => (await looking()).followOrder(at, order_id),
});

export const orderSamples = defineSampleCheck({ about: 'order', open: async (at) => (await looking()).viewOfSamples(at) });
