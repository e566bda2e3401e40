import { randomUUID } from 'node:crypto';
import { type Fault, type FaultPlan, type VirtualClock, virtualClock } from '@plumbline/local-aws';
import { objectKey } from '@plumbline/service-intake/object-key';
import { paymentTable } from '@plumbline/service-payments/manifest';
import { deadLetterQueues } from '@plumbline/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redriveQueue } from '../src/dlq/redrive.ts';
import { orderHistory } from '../src/order-history.ts';
import { putOrder } from '../src/put-order.ts';
import { countItems } from './count-items.ts';
import { deadLetters } from './dead-letters.ts';
import { forEach } from './for-each.ts';
import { locksRunOut } from './locks-run-out.ts';
import { doordashOrder, type RunningSystem, startSystem } from './running-system.ts';

const ORDERS = 1_000;
const SEED = 20_261_121;
const RATE = 0.05;
const WAYS = ['dx_delivery', 'mx_fleet_delivery', 'pickup'];
const ROUNDS_MAX = 5;
/**
 * Retries of a thousand orders run side by side, or each would wait in real time for what the others wait for. Shorter than
 * a queue's visibility timeout: time must not outrun a batch that is at work.
 */
const TOGETHER = { togetherMs: 30_000 };

/** Every kind of fault that there is, at every kind of thing that it can befall, all at once. */
const PLAN: FaultPlan = {
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

let system: RunningSystem;
let clock: VirtualClock;
beforeAll(async () => {
  clock = virtualClock(Date.now(), () => system.aws.idle());
  // Functions wait a lot for their own retries; more of them at once wait no longer.
  system = await startSystem(undefined, { clock, faults: PLAN, concurrencyMax: 6 });
});
afterAll(() => system.aws.stop());

const eventsOf = (way: string): string =>
  way === 'mx_fleet_delivery'
    ? 'OrderCreated, OrderAccepted, OrderDeliveryArranged, PaymentCaptured'
    : 'OrderCreated, OrderAccepted, PaymentCaptured';

/** Orders whose history or status is not what it should be. */
const unfinished = async (orders: readonly { readonly orderId: string; readonly way: string }[]): Promise<readonly string[]> => {
  const wrong: string[] = [];
  await forEach(orders, async ({ orderId, way }) => {
    const { order, events } = await orderHistory(system.connection, orderId);
    const types = events.map(({ Metadata }) => Metadata.event_type).join(', ');
    if (order?.status !== 'PAYMENT_CAPTURED' || types !== eventsOf(way)) wrong.push(`${orderId} is ${order?.status} after ${types}`);
  });
  return wrong;
};

describe(`${ORDERS} orders with ${RATE * 100} % of every kind of fault at once`, () => {
  it('then what is not through lies in a dead-letter queue with its reason, and redrives finish it: each order captured once, each history complete', async () => {
    const orders = Array.from({ length: ORDERS }, (_, index) => ({ orderId: randomUUID(), way: WAYS[index % WAYS.length] ?? '' }));
    await forEach(orders, ({ orderId, way }) => {
      const key = objectKey({ tenant: 'Dr541r357e', channel: 'doordash', orderId }, new Date());
      return putOrder(system.connection, key, doordashOrder(orderId, way));
    });
    await clock.advance({ hours: 25 }, TOGETHER);
    const struck = system.aws.faults.list().filter((fault) => fault.struck > 0);
    expect(struck).toHaveLength(PLAN.faults.length);
    const letters = await deadLetters(system.connection);
    const left = await unfinished(orders);
    expect(left.length).toBeLessThanOrEqual(letters.length);
    for (const { kind, code, reason } of letters) expect([kind, code, reason]).not.toContain('');
    expect(letters.filter(({ kind }) => kind === 'unknown')).toEqual([]);

    system.aws.faults.use({ seed: SEED, faults: [] });
    await locksRunOut(system.connection);
    let stayed = 0;
    for (let round = 1; round <= ROUNDS_MAX && (await deadLetters(system.connection)).length > 0; round += 1) {
      for (const queue of deadLetterQueues(await system.connection.resources()))
        stayed += (await redriveQueue(system.connection, queue, { republish: false })).stayed.length;
      await clock.advance({ hours: 1 }, TOGETHER);
    }
    expect({ stayed, letters: await deadLetters(system.connection), wrong: await unfinished(orders) }).toEqual({
      stayed: 0,
      letters: [],
      wrong: [],
    });
    expect(await countItems(system.connection, paymentTable.name)).toBe(ORDERS);
    console.log(
      `${struck.reduce((sum, fault) => sum + fault.struck, 0)} faults struck; ${left.length} orders were not through, ${letters.length} dead letters`,
    );
  });
});
