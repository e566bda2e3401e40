import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveriesTo } from './consumers.ts';
import { doubledReports } from './doubled-reports.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { StoreSalesSystem } from './store-sales-system.ts';

/** `npm run bench stores` does the same with 10,000. */
const REPORTS = 1_000;
const SEED = 20_261_121;

describe(`${REPORTS} reports, about one in ten bad, every event delivered twice`, () => {
  let system: StoreSalesSystem;
  let outcome: Outcome;
  beforeAll(async () => {
    system = await doubledReports(REPORTS, SEED);
    outcome = await outcomeOf(system);
  });
  afterAll(() => system.stop());

  it('then all reached the bus, one in ten of them bad', () => {
    expect(outcome.reports).toBe(REPORTS);
    expect(outcome.bad / REPORTS).toBeCloseTo(0.1, 1);
  });

  it.each(['take-store-event', 'record-sale', 'adjust-inventory', 'count-rejected'])('then every event reached %s twice', (name) => {
    const times = [...deliveriesTo(system, name).values()];
    expect(times.length).toBeGreaterThan(0);
    expect(times.filter((count) => count < 2)).toEqual([]);
  });

  it('then the totals are right', () => {
    for (const { what, is, shouldBe } of outcome.checks) expect(is, what).toEqual(shouldBe);
  });
});
