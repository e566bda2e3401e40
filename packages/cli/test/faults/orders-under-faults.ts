import { randomUUID } from 'node:crypto';
import { type Fault, type FaultPlan, type VirtualClock, virtualClock } from '@plumbline/local-aws';
import { objectKey } from '@plumbline/service-intake/object-key';
import { paymentTable } from '@plumbline/service-payments/manifest';
import { deadLetterQueues } from '@plumbline/topology';
import type { DeadLetter } from '../../src/dlq/dead-letter.ts';
import { redriveQueue } from '../../src/dlq/redrive.ts';
import { countItems } from '../count-items.ts';
import { deadLetters } from '../dead-letters.ts';
import { forEach } from '../for-each.ts';
import { locksRunOut } from '../locks-run-out.ts';
import { orderHistory, putOrder } from '../ordering.ts';
import { doordashOrder, type RunningSystem, startSystem } from '../running-system.ts';

const SEED = 20_261_121;
export const RATE = 0.05;
const WAYS = ['dx_delivery', 'mx_fleet_delivery', 'pickup'];
const ROUNDS_MAX = 5;
/**
 * Retries of a thousand orders run side by side, or each would wait in real time for what the others wait for. Shorter than
 * a queue's visibility timeout: time must not outrun a batch that is at work.
 */
const TOGETHER = { togetherMs: 30_000 };

/** Every kind of fault on every kind of resource, all at once. */
export const PLAN: FaultPlan = {
  seed: SEED,
  faults: [
    ...faultsOf('function:*', { what: 'fail' }, { what: 'fail', late: true }, { what: 'throttle' }, { what: 'duplicate' }),
    ...faultsOf('function:*', { what: 'delay', delayMs: 20 }, { what: 'reorder', delayMs: 20 }),
    ...faultsOf('function:*', { what: 'crash', between: ['dynamodb:TransactWriteItems', 'events:PutEvents'] }),
    ...faultsOf('function:*', { what: 'crash', between: ['dynamodb:PutItem', 'events:PutEvents'] }),
    ...faultsOf('table:*', { what: 'fail' }, { what: 'fail', late: true }, { what: 'throttle' }, { what: 'delay', delayMs: 20 }),
    ...faultsOf('bus:*', { what: 'fail' }, { what: 'fail', late: true }, { what: 'throttle' }, { what: 'partial' }),
    ...faultsOf('bus:*', { what: 'duplicate' }, { what: 'delay', delayMs: 5_000 }, { what: 'reorder', delayMs: 60_000 }),
    ...faultsOf('queue:*', { what: 'fail' }, { what: 'throttle' }, { what: 'duplicate' }),
    ...faultsOf('queue:*', { what: 'delay', delayMs: 5_000 }, { what: 'reorder', delayMs: 60_000 }),
    ...faultsOf('rule:*', { what: 'fail' }, { what: 'throttle' }, { what: 'delay', delayMs: 5_000 }),
  ],
};

function faultsOf(on: string, ...kinds: readonly Omit<Fault, 'on' | 'rate'>[]): readonly Fault[] {
  return kinds.map((kind) => ({ on, rate: RATE, ...kind }));
}

/** The results of orders under faults, and after the faults ended. */
export interface Outcome {
  /** The number of hits of each fault. */
  readonly struck: readonly number[];
  /** Orders that were not finished at the end. */
  readonly left: readonly string[];
  readonly letters: readonly DeadLetter[];
  /** After the redrives. */
  readonly finished: {
    readonly stayed: number;
    readonly letters: readonly DeadLetter[];
    readonly wrong: readonly string[];
    readonly captured: number;
  };
}

interface Order {
  readonly orderId: string;
  readonly way: string;
}

/** Puts orders under every kind of fault, waits for a virtual day, and redrives the dead-letter queues. */
export const ordersUnderFaults = async (count: number): Promise<Outcome> => {
  const clock: VirtualClock = virtualClock(Date.now(), () => system.aws.idle());
  // Functions mostly wait for their own retries, so more concurrency shortens the total wait.
  const system: RunningSystem = await startSystem(undefined, { clock, faults: PLAN, concurrencyMax: 6 });
  const { connection, aws } = system;
  try {
    const orders = Array.from({ length: count }, (_, index) => ({ orderId: randomUUID(), way: WAYS[index % WAYS.length] ?? '' }));
    await forEach(orders, ({ orderId, way }) => {
      const key = objectKey({ tenant: 'Dr541r357e', channel: 'doordash', orderId }, new Date());
      return putOrder(connection, key, doordashOrder(orderId, way));
    });
    await clock.advance({ hours: 25 }, TOGETHER);
    const struck = aws.faults.list().flatMap((fault) => (fault.struck > 0 ? [fault.struck] : []));
    const [letters, left] = [await deadLetters(connection), await unfinished(system, orders)];

    aws.faults.use({ seed: SEED, faults: [] });
    await locksRunOut(connection);
    const stayed = await redriveAll(system, clock);
    const captured = await countItems(connection, paymentTable.name);
    const finished = { stayed, letters: await deadLetters(connection), wrong: await unfinished(system, orders), captured };
    return { struck, left, letters, finished };
  } finally {
    await aws.stop();
  }
};

/** @returns the number of messages that could not be redriven */
const redriveAll = async ({ connection }: RunningSystem, clock: VirtualClock): Promise<number> => {
  let stayed = 0;
  for (let round = 1; round <= ROUNDS_MAX && (await deadLetters(connection)).length > 0; round += 1) {
    for (const queue of deadLetterQueues(await connection.resources()))
      stayed += (await redriveQueue(connection, queue, { republish: false })).stayed.length;
    await clock.advance({ hours: 1 }, TOGETHER);
  }
  return stayed;
};

const eventsOf = (way: string): string =>
  way === 'mx_fleet_delivery'
    ? 'OrderCreated, OrderAccepted, OrderDeliveryArranged, PaymentCaptured'
    : 'OrderCreated, OrderAccepted, PaymentCaptured';

/** Orders with a wrong history or status. */
const unfinished = async ({ connection }: RunningSystem, orders: readonly Order[]): Promise<readonly string[]> => {
  const wrong: string[] = [];
  await forEach(orders, async ({ orderId, way }) => {
    const { order, events } = await orderHistory(connection, orderId);
    const types = events.map(({ Metadata }) => Metadata.event_type).join(', ');
    if (order?.status !== 'PAYMENT_CAPTURED' || types !== eventsOf(way)) wrong.push(`${orderId} is ${order?.status} after ${types}`);
  });
  return wrong;
};
