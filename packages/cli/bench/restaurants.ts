import { virtualClock } from '@plumbline/local-aws';
import { mailsTo } from '@plumbline/service-restaurant-orders/mailbox';
import { ordersApi } from '@plumbline/service-restaurant-orders/orders-api';
import { postOrder } from '@plumbline/service-restaurant-orders/post-order';
import { openRestaurants } from '@plumbline/service-restaurant-orders/restaurants';
import { connect } from '../src/connection.ts';
import { liveSystem } from '../src/live-system.ts';
import { PLAN, RATE } from '../test/faults/orders-under-faults.ts';
import { killDuringDay } from '../test/restaurants/kill-during-day.ts';
import { type DayOrder, dayResult, finishDay, postDay, queueDepth, statuses } from '../test/restaurants/pizza-day.ts';
import { startRestaurants } from '../test/restaurants/restaurant-system.ts';
import { percentile } from './percentile.ts';
import { plumbUp } from './plumb-up.ts';

const ORDERS = 5_000;
const CLIENTS = 8;
const LIVE_ORDERS = 200;
const UPDATE_MS_MAX = 10_000;
const ORDERS_WITH_TROUBLE = 5_000;
const KILLS = 50;
const SEED = 20_261_128;
const LOOK_MS = 500;
const BARS = '▁▂▃▄▅▆▇█';

/** World pizza day: orders as fast as the API takes them; the clients run in this process, the system in its own. */
export const benchRestaurants = async (say: (line: string) => void): Promise<void> => {
  const system = await plumbUp(true);
  try {
    const connection = connect({ url: system.url, environment: 'dev' });
    const live = liveSystem(connection);
    await openRestaurants(live);
    const at = { connection, live, api: await ordersApi(live) };
    say(`pizza    subscription to the end of a payment, ${CLIENTS} clients: ${await subscriptions(at)}`);
    await busyDay(at, system.memoryMb, say);
  } finally {
    await system.stop();
  }
  await faults(say);
  await kills(say);
};

type At = Pick<Awaited<ReturnType<typeof startRestaurants>>, 'connection' | 'live' | 'api'>;

/** Milliseconds from the answer of postOrder to the update by subscription. */
const subscriptions = async ({ api }: At): Promise<string> => {
  const latencies: number[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < LIVE_ORDERS) {
      const index = next++;
      const { promise, resolve } = Promise.withResolvers<void>();
      const id = await postOrder(api, { name: 'Pizza', quantity: 1, restaurantId: 'Dominos', clientEmail: `live-${index}@example.com` });
      const startMs = performance.now();
      const end = await api.subscribe('subscription ($id: ID!) { onOrderUpdated(id: $id) { orderStatus } }', { id }, () => resolve());
      // An order that was paid before the subscription began has no further update.
      const heard = await Promise.race([promise.then(() => true), missed(UPDATE_MS_MAX)]);
      if (heard) latencies.push(performance.now() - startMs);
      end();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const late = LIVE_ORDERS - latencies.length;
  return `p50 ${Math.round(percentile(latencies, 0.5))} ms, p99 ${Math.round(percentile(latencies, 0.99))} ms${late === 0 ? '' : `, ${late} paid before it began`}`;
};

const missed = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), ms));

const busyDay = async (at: At, memoryMb: () => number, say: (line: string) => void): Promise<void> => {
  const startMs = performance.now();
  const depths: number[] = [];
  const memory: number[] = [];
  let isOpen = true;
  const watch = (async () => {
    while (isOpen) {
      depths.push(await queueDepth(at));
      memory.push(Math.round(memoryMb()));
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  })();
  const before = await statuses(at);
  const { orders, postedMs } = await postDay(at, ORDERS);
  const ended = async (): Promise<number> =>
    [...(await statuses(at))].filter(([id, status]) => !before.has(id) && (status === 'PAID' || status === 'FAILED')).length;
  while ((await ended()) < ORDERS) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const seconds = (performance.now() - startMs) / 1_000;
  isOpen = false;
  await watch;
  const wrong = await wrongMails(at, orders);
  say(
    `pizza    ${ORDERS} orders, ${CLIENTS} clients: ${Math.round(ORDERS / (postedMs / 1_000))} orders/s accepted, ${Math.round(ORDERS / seconds)} orders/s to the mail, ` +
      `${wrong} guests without exactly one mail; queue ${Math.max(...depths)} at most ${drawn(depths)}, memory ${Math.min(...memory)} to ${Math.max(...memory)} MB ${drawn(memory)}`,
  );
  if (wrong > 0) process.exitCode = 1;
};

const wrongMails = async ({ live }: Pick<At, 'live'>, orders: readonly DayOrder[]): Promise<number> => {
  let wrong = 0;
  for (const { guest } of orders) if (((await mailsTo(live, guest)) ?? []).length !== 1) wrong += 1;
  return wrong;
};

/** A figure over time, as a line of bars. */
const drawn = (depths: readonly number[]): string => {
  const step = Math.max(1, Math.ceil(depths.length / 40));
  const parts = Array.from({ length: Math.ceil(depths.length / step) }, (_, index) =>
    Math.max(...depths.slice(index * step, (index + 1) * step)),
  );
  const highest = Math.max(1, ...parts);
  return parts.map((depth) => BARS[Math.round((depth / highest) * (BARS.length - 1))]).join('');
};

const faults = async (say: (line: string) => void): Promise<void> => {
  const clock = virtualClock(Date.now(), () => system.aws.idle());
  const system = await startRestaurants({ clock, faults: PLAN, concurrencyMax: 6 });
  const startMs = performance.now();
  const { orders } = await postDay(system, ORDERS_WITH_TROUBLE);
  const redriven = await finishDay(system, clock, PLAN.seed);
  const { wrong, onHold } = await dayResult(system, orders);
  await system.aws.stop();
  say(
    `pizza    ${ORDERS_WITH_TROUBLE} orders, ${PLAN.faults.length} kinds of fault at ${RATE * 100} %: ${wrong.length} wrong, ${onHold} on hold, ${redriven} dead letters redriven; ${Math.round((performance.now() - startMs) / 1_000)} s`,
  );
  for (const one of wrong.slice(0, 10)) say(`         ${one}`);
  if (wrong.length + onHold > 0) process.exitCode = 1;
};

const kills = async (say: (line: string) => void): Promise<void> => {
  const startMs = performance.now();
  const { wrong, killed } = await killDuringDay({ orders: ORDERS_WITH_TROUBLE, kills: KILLS, seed: SEED });
  say(
    `pizza    ${killed} kills during ${ORDERS_WITH_TROUBLE} orders: ${wrong.length} wrong; ${Math.round((performance.now() - startMs) / 1_000)} s`,
  );
  for (const one of wrong.slice(0, 10)) say(`         ${one}`);
  if (wrong.length > 0) process.exitCode = 1;
};
