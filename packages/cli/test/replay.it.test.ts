import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../src/replay/replay.ts';
import { orderHistory } from './ordering.ts';
import { doordashOrder, place, type RunningSystem, startSystem } from './running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.aws.stop());

const HOUR_MS = 3_600_000;
const run = async (
  more: { readonly rules?: readonly string[]; readonly name?: string; readonly archive?: string } = {},
): Promise<string> => {
  const lines: string[] = [];
  const now = Date.now();
  const span = { from: new Date(now - HOUR_MS), to: new Date(now + HOUR_MS) };
  await replay(system.connection, { ...span, rules: [], name: randomUUID(), ...more }, (line) => lines.push(line));
  await system.aws.idle();
  return lines.join('\n');
};
const invocationsOf = (name: string): number =>
  system.occurrences.filter((each) => each.kind === 'invocation' && each.functionName.endsWith(name)).length;

describe('plumb replay', () => {
  it('when the events of an order are replayed, then every function receives them again, and the order does not change', async () => {
    const orderId = randomUUID();
    await place(system, doordashOrder(orderId), orderId);
    const before = await system.finished(orderId);
    const invoked = invocationsOf('new-order');
    expect(await run()).toMatch(/completed in \d+ ms; the last event is of /);
    expect(invocationsOf('new-order')).toBe(invoked + 1);
    expect(await orderHistory(system.connection, orderId)).toEqual(before);
  });

  it('when rules are named, with or without the prefix of the environment, then only they receive the events', async () => {
    const [order, payment] = [invocationsOf('new-order'), invocationsOf('capture-payment')];
    await run({ rules: ['capture-payment-on-order-accepted', 'plumbline-dev-capture-payment-on-order-delivery-arranged'] });
    expect(invocationsOf('new-order')).toEqual(order);
    expect(invocationsOf('capture-payment')).toBeGreaterThan(payment);
  });

  it.each([
    [{ rules: ['none'] }, 'The rule none does not exist on the bus plumbline-dev'],
    [{ archive: 'none' }, 'The archive none does not exist at'],
  ])('when %j does not exist, then the command fails with that reason', async (more, message) => {
    await expect(run(more)).rejects.toThrow(message);
  });
});
