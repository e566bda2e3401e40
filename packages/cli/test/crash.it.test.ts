import { describe, expect, it, vi } from 'vitest';
import { killAndRestart } from './crash/kill-and-restart.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The short form; `npm run bench crash` kills 200 times during 500 orders. */
const KILLS = 15;
const ORDERS = 40;
const SEED = 20_261_121;

describe(`a process that is killed ${KILLS} times during ${ORDERS} orders`, () => {
  it('then every accepted order is captured once, every history is complete, and every dead-letter queue is empty', async () => {
    const { killedAtCommit, wrong, captured, deadLetters } = await killAndRestart({ orders: ORDERS, kills: KILLS, seed: SEED });
    expect({ wrong, captured, deadLetters }).toEqual({ wrong: [], captured: ORDERS, deadLetters: 0 });
    expect(killedAtCommit).toBeGreaterThan(KILLS / 2);
  });
});
