import { virtualClock } from '@plumbline/local-aws';
import { resumeOrders } from '@plumbline/service-restaurant-orders/resume-orders';
import { deadLetterQueues } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { redriveQueue } from '../../src/dlq/redrive.ts';
import { deadLetters } from '../dead-letters.ts';
import { PLAN, RATE } from '../faults/orders-under-faults.ts';
import { locksRunOut } from '../locks-run-out.ts';
import { dayResult, postDay, queueDepth, statuses } from './pizza-day.ts';
import { type RestaurantSystem, startRestaurants } from './restaurant-system.ts';

/** `npm run bench restaurants` does the same with 5,000. */
const ORDERS = 120;
const ORDERS_UNDER_FAULTS = 60;
/** Shorter than a queue's visibility timeout: time must not outrun a batch that is at work. */
const TOGETHER = { togetherMs: 30_000 };
const ROUNDS_MAX = 6;

describe('world pizza day', () => {
  it(`when ${ORDERS} orders are posted as fast as the API takes them, then each ends as its card decides, with one event and one mail`, async () => {
    const system = await startRestaurants();
    try {
      const { orders } = await postDay(system, ORDERS);
      const open = async () => [...(await statuses(system)).values()].filter((status) => !['PAID', 'FAILED'].includes(status)).length;
      await system.until(async () => (await queueDepth(system)) === 0 && (await statuses(system)).size === ORDERS && (await open()) === 0);
      await system.aws.idle();
      expect(await dayResult(system, orders)).toEqual({ wrong: [], onHold: 0 });
      expect(await deadLetters(system.connection)).toEqual([]);
    } finally {
      await system.aws.stop();
    }
  });

  it(`when ${RATE * 100} % of everything fails, then no order is lost or doubled: what is left is on hold or a dead letter, and ends when it is resumed`, async () => {
    const clock = virtualClock(Date.now(), () => system.aws.idle());
    const system: RestaurantSystem = await startRestaurants({ clock, faults: PLAN, concurrencyMax: 6 });
    try {
      const { orders } = await postDay(system, ORDERS_UNDER_FAULTS);
      await clock.advance({ hours: 25 }, TOGETHER);
      system.aws.faults.use({ seed: PLAN.seed, faults: [] });
      await locksRunOut(system.connection);
      for (let round = 1; round <= ROUNDS_MAX; round += 1) {
        await resumeOrders(system.live);
        for (const queue of deadLetterQueues(await system.connection.resources()))
          await redriveQueue(system.connection, queue, { republish: false });
        await clock.advance({ hours: 1 }, TOGETHER);
      }
      expect(await dayResult(system, orders)).toEqual({ wrong: [], onHold: 0 });
      expect(await deadLetters(system.connection)).toEqual([]);
    } finally {
      await system.aws.stop();
    }
  });
});
