import type { StoreReport } from '@plumbline/contracts-stores';
import { describe, expect, it } from 'vitest';
import { createProduceStoreEvents, produceInput } from './produce-store-events.ts';
import { type Report, storeReports } from './store-reports.ts';

interface Sent {
  readonly type: string;
  readonly data: StoreReport;
}

/** Runs it, with this much time for each batch. */
const produce = async (given: unknown, msForBatches: readonly number[] = []) => {
  const batches: (readonly Sent[])[] = [];
  const run = createProduceStoreEvents({
    publish: async (events) => void batches.push(events.map(({ event, data }) => ({ type: event.detailType, data }))),
    newSeed: () => 7,
  });
  const { statusCode, body } = await run(produceInput.parse(given), {
    getRemainingTimeInMillis: () => msForBatches[batches.length] ?? 60_000,
  });
  return { statusCode, message: (JSON.parse(body) as { message: Record<string, unknown> }).message, batches, sent: batches.flat() };
};

describe('produce-store-events', () => {
  it('when nothing is said, then it reports five times', async () => {
    const { statusCode, message, sent } = await produce({});
    expect(statusCode).toBe(200);
    expect(sent.length).toBe(5);
    expect(Object.keys(message)).toEqual(['status', 'tot_msgs', 'bad_msgs', 'sale_evnts', 'inventory_evnts']);
    expect(message).toMatchObject({ status: true, tot_msgs: 5 });
  });

  it('when many are wanted, then they go in batches of ten, and the answer counts them', async () => {
    const { message, batches, sent } = await produce({ count: 1_005, seed: 3 });
    expect(batches.map(({ length }) => length)).toEqual([...Array.from({ length: 100 }, () => 10), 5]);
    expect(message).toEqual({
      status: true,
      tot_msgs: 1_005,
      bad_msgs: sent.filter(({ data }) => data.store_id === undefined).length,
      sale_evnts: sent.filter(({ type }) => type === 'sales-events').length,
      inventory_evnts: sent.filter(({ type }) => type === 'inventory-events').length,
    });
  });

  it('when its time runs out, then it stops, and says that it is not done', async () => {
    const { message, sent } = await produce({ count: 100, seed: 3 }, [60_000, 30_000, 5_000]);
    expect(message.status).toBe(false);
    expect(message.tot_msgs).toBe(20);
    expect(sent.length).toBe(20);
  });

  it('when the seed is the same, then so are the reports', async () => {
    expect((await produce({ count: 30, seed: 3 })).sent).toEqual((await produce({ count: 30, seed: 3 })).sent);
    expect((await produce({ count: 30, seed: 4 })).sent).not.toEqual((await produce({ count: 30, seed: 3 })).sent);
  });

  it('when it goes on where it was, then together they are what one run would have sent', async () => {
    const whole = (await produce({ count: 30, seed: 3 })).sent;
    const first = (await produce({ count: 12, seed: 3 })).sent;
    expect([...first, ...(await produce({ count: 18, seed: 3, from: 12 })).sent]).toEqual(whole);
  });

  it.each([0, 1.5, 'ten', 100_001])('when %j are wanted, then it is refused', (count) => {
    expect(produceInput.safeParse({ count }).success).toBe(false);
  });
});

describe('store reports', () => {
  const reports = storeReports(1);
  const many = Array.from({ length: 2_000 }, () => reports.next().value as Report);

  it('about one in ten is bad, half are sales, half are returns', () => {
    const share = (holds: (one: (typeof many)[number]) => boolean): number => many.filter(holds).length / many.length;
    expect(share(({ bad }) => bad)).toBeCloseTo(0.1, 1);
    expect(share(({ kind }) => kind === 'sale')).toBeCloseTo(0.5, 1);
    expect(share(({ report }) => report.is_return === true)).toBeCloseTo(0.5, 1);
  });

  it('each is known again by its own id, and worth whole cents', () => {
    expect(new Set(many.map(({ report }) => report.request_id)).size).toBe(many.length);
    for (const { report } of many) expect(String(report.sales)).toMatch(/^\d+(\.\d{1,2})?$/);
  });
});
