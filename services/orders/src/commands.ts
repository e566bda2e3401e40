import { definePlumbCommand, defineSampleCheck } from '@plumbline/event-kit';
import { z } from 'zod';

/** Commands load their implementation when they run, because loading the AWS SDK takes time. */
const looking = () => import('./commands/look-at-orders.ts');

export const orders = definePlumbCommand({
  words: 'orders',
  summary: 'list every order with its status',
  options: z.object({}),
  run: async (_, at) => (await looking()).listOrders(at),
});

export const trace = definePlumbCommand({
  words: 'trace',
  summary: "show an order's history and its X-Ray trace",
  options: z.object({ order_id: z.string() }),
  argument: 'order_id',
  run: async ({ order_id }, at) => (await looking()).followOrder(at, order_id),
});

export const orderSamples = defineSampleCheck({ about: 'order', open: async (at) => (await looking()).viewOfSamples(at) });
