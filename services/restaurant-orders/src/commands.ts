import { definePlumbCommand, defineSamples } from '@plumbline/event-kit';
import { z } from 'zod';

/** Commands load their implementation when they run, because loading the AWS SDK takes time. */
const count = z.int().min(1).max(50).default(3);

export const demo = definePlumbCommand({
  words: 'restaurants demo',
  summary: 'post orders over GraphQL, and watch their payment, their workflow and their mails',
  options: z.object({ count: count.describe('orders to post, each third of which is declined') }),
  run: async (given, at) => (await import('./commands/demo.ts')).demo(given, at),
});

export const orders = definePlumbCommand({
  words: 'restaurants orders',
  summary: "list a restaurant's orders, the newest first",
  options: z.object({
    restaurant: z.string().default('Dominos').describe("the restaurant's id"),
    status: z.enum(['PENDING', 'PAYING', 'PAID', 'FAILED', 'ON_HOLD']).optional().describe('only orders of this status'),
  }),
  argument: 'restaurant',
  example: 'restaurants orders Dominos',
  run: async (given, at) => (await import('./commands/list-orders.ts')).listOrders(given, at),
});

export const trace = definePlumbCommand({
  words: 'restaurants trace',
  summary: 'draw the trace of an order, from the GraphQL request to the mail',
  options: z.object({ order_id: z.string().describe("the order's id") }),
  argument: 'order_id',
  run: async (given, at) => (await import('./commands/trace-order.ts')).traceOrder(given, at),
});

export const resume = definePlumbCommand({
  words: 'restaurants resume',
  summary: 'resume the orders on hold, after the cause was fixed',
  options: z.object({}),
  run: async (_, at) => (await import('./commands/resume-orders.ts')).resumeOrders(at),
});

export const samples = defineSamples({
  summary: '3 restaurant orders over GraphQL, one of them with a declined card',
  wentWell: 'every restaurant order ended as its card decides, and each guest has one mail.',
  put: async (at) => (await import('./commands/put-samples.ts')).putSamples(at),
});
