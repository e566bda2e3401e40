import { describe, expect, it } from 'vitest';
import { ordersUnderFaults, PLAN, RATE } from './orders-under-faults.ts';

/** `npm run bench faults` does the same with 1,000. */
const ORDERS = 300;

describe(`${ORDERS} orders with ${RATE * 100} % of every kind of fault at once`, () => {
  it('then every unfinished order is in a dead-letter queue with its reason, and redrives finish it: each order captured once, each history complete', async () => {
    const { struck, left, letters, finished } = await ordersUnderFaults(ORDERS);
    expect(struck).toHaveLength(PLAN.faults.length);
    expect(letters.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThanOrEqual(letters.length);
    for (const { kind, code, reason } of letters) expect([kind, code, reason]).not.toContain('');
    expect(letters.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    expect(finished).toEqual({ stayed: 0, letters: [], wrong: [], captured: ORDERS });
  });
});
