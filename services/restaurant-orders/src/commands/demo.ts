import { setTimeout as wait } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { LiveSystem, Said } from '@plumbline/event-kit';
import { z } from 'zod';
import { mailsTo } from './mailbox.ts';
import { type OrdersApi, ordersApi } from './orders-api.ts';
import { demoOrders, type Ordered, postOrder } from './post-order.ts';
import { openRestaurants } from './restaurants.ts';
import { workflowSteps } from './workflow-steps.ts';

/** How long an order may take on a slow machine, with cold functions. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 250;
/** Longer than a subscription needs to hear of an order with cold functions. */
const LIVE_MS = 5_000;

const ORDER = 'id orderStatus amountMinor currency reason';
const order = z.object({
  orderStatus: z.string(),
  amountMinor: z.number().nullish(),
  currency: z.string().nullish(),
  reason: z.string().nullish(),
});
type Order = z.infer<typeof order>;
const updated = z.object({ onOrderUpdated: order });
const found = z.object({ getOrder: order.nullable() });
const ENDED = ['PAID', 'FAILED', 'ON_HOLD'];

/** `plumb restaurants demo`: posts orders, follows each by subscription, and shows its workflow and its mail. */
export const demo = async ({ count }: { readonly count: number }, at: LiveSystem): Promise<Said> => {
  await openRestaurants(at);
  const api = await ordersApi(at);
  const followed = await Promise.all(demoOrders(count).map((ordered) => follow(at, api, ordered)));
  return { lines: followed.flatMap(({ lines }) => lines), failed: followed.some(({ failed }) => failed) };
};

const follow = async (
  at: LiveSystem,
  api: OrdersApi,
  ordered: Ordered,
): Promise<{ readonly lines: readonly string[]; readonly failed: boolean }> => {
  const startMs = performance.now();
  const id = await postOrder(api, ordered);
  const postedMs = performance.now() - startMs;
  const { promise: live, resolve } = Promise.withResolvers<Order>();
  const query = `subscription OnOrderUpdated($id: ID!) { onOrderUpdated(id: $id) { ${ORDER} } }`;
  const end = await api.subscribe(query, { id }, (data) => resolve(updated.parse(data).onOrderUpdated));
  // The order may have ended before the subscription began.
  const last = await Promise.race([
    live.then((seen) => ({ seen, by: 'subscription' })),
    polled(api, id).then((seen) => ({ seen, by: 'query' })),
  ]);
  const endedMs = performance.now() - startMs;
  end();
  const { orderStatus, amountMinor, currency, reason } = last.seen ?? { orderStatus: 'PENDING' };
  const amount = amountMinor ? ` ${(amountMinor / 100).toFixed(2)} ${currency}` : '';
  const mails = (await mailsTo(at, ordered.clientEmail)) ?? [];
  return {
    failed: !ENDED.includes(orderStatus),
    lines: [
      `${styleText('bold', id)}  ${ordered.quantity} x ${ordered.name} of ${ordered.restaurantId} for ${ordered.clientEmail}`,
      `  posted in ${Math.round(postedMs)} ms; ${orderStatus}${amount} after ${Math.round(endedMs)} ms, seen by ${last.by}${reason ? `: ${reason}` : ''}`,
      `  workflow: ${(await workflowSteps(at, id)).join(' -> ')}`,
      ...mails.slice(-1).map(({ subject, to }) => `  mail to ${to.join(', ')}: ${subject}`),
      '',
    ],
  };
};

/** Asks for the order until it has ended; `undefined` when it takes too long. */
const polled = async (api: OrdersApi, id: string): Promise<Order | undefined> => {
  const endMs = Date.now() + PATIENCE_MS;
  await wait(LIVE_MS);
  while (Date.now() < endMs) {
    await wait(LOOK_AGAIN_MS);
    const { getOrder } = found.parse(await api.send(`query GetOrder($id: ID!) { getOrder(id: $id) { ${ORDER} } }`, { id }));
    if (getOrder !== null && ENDED.includes(getOrder.orderStatus)) return getOrder;
  }
  return undefined;
};
