import { virtualClock } from '@plumbline/local-aws';
import { describe, expect, it } from 'vitest';
import { deadLetters } from '../dead-letters.ts';
import { PLAN, RATE } from '../faults/orders-under-faults.ts';
import { dayResult, finishDay, postDay, queueDepth, statuses } from './pizza-day.ts';
import { type RestaurantSystem, startRestaurants } from './restaurant-system.ts';

/** `npm run bench restaurants` does the same with 5,000. */
const ORDERS = 120;
const ORDERS_UNDER_FAULTS = 60;

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
      await finishDay(system, clock, PLAN.seed);
      expect(await dayResult(system, orders)).toEqual({ wrong: [], onHold: 0 });
      expect(await deadLetters(system.connection)).toEqual([]);
    } finally {
      await system.aws.stop();
    }
  });
});
