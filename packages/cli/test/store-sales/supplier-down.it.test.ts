import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadLetters } from '../dead-letters.ts';
import { wanted } from './consumers.ts';
import { type StoreSalesSystem, startStoreSales } from './store-sales-system.ts';

const REPORTS = 600;
const SEED = 4;
const DOWN_HOURS = 3;
/** As store-sales declares it. */
const PER_SECOND_MAX = 10;

describe(`the supplier's endpoint is down for ${DOWN_HOURS} hours`, () => {
  let system: StoreSalesSystem;
  let published: readonly string[];
  let upAgainMs: number;
  beforeAll(async () => {
    system = await startStoreSales();
    system.supplier.down = true;
    await system.produce(REPORTS, SEED);
    await system.clock.advance({ hours: DOWN_HOURS });
    published = wanted(system).supplier ?? [];
  });
  afterAll(() => system.stop());

  it('then it received nothing, EventBridge kept retrying, and no event was given up', async () => {
    expect(published.length).toBeGreaterThan(PER_SECOND_MAX);
    expect(system.arrivals).toEqual([]);
    expect(system.supplier.calledAtMs.length).toBeGreaterThan(published.length * 5);
    expect(await deadLetters(system.connection)).toEqual([]);
  });

  it('when it is up again, then it receives every event once, in any order, and the dead-letter queue stays empty', async () => {
    system.supplier.down = false;
    upAgainMs = system.clock.now();
    await system.clock.advance({ hours: 21 });
    const arrived = system.arrivals.map(({ event }) => event.id);
    expect([...arrived].sort()).toEqual(published);
    expect(await deadLetters(system.connection)).toEqual([]);
    console.log(orderOfArrival(system, upAgainMs));
  });

  it('then each arrived as a CloudEvent with the supplier’s key', () => {
    for (const { headers, event } of system.arrivals) {
      expect(headers).toMatchObject({ 'content-type': expect.stringMatching(/^application\/cloudevents\+json/), 'x-api-key': 'none' });
      expect(event).toMatchObject({
        specversion: '1.0',
        type: 'SaleRecorded.v1',
        source: 'plumbline.store-sales',
        data: { category: 'Books', kind: 'sale' },
      });
    }
  });

  it('then the calls never exceed its rate limit', () => {
    const perSecond = Map.groupBy(system.supplier.calledAtMs, (atMs) => Math.floor(atMs / 1_000));
    expect(Math.max(...[...perSecond.values()].map(({ length }) => length))).toBeLessThanOrEqual(PER_SECOND_MAX);
  });
});

/** EventBridge does not guarantee order, and retries reorder events. Compares the order of arrival with the order of publication. */
const orderOfArrival = ({ arrivals, occurrences }: StoreSalesSystem, upAgainMs: number): string => {
  const ids = occurrences.flatMap((one) =>
    one.kind === 'event' ? [(one.event.detail as { Metadata?: { event_id: string } }).Metadata?.event_id] : [],
  );
  const places = arrivals.map(({ event }) => ids.indexOf(event.id));
  const pairs = places.flatMap((place, at) => places.slice(at + 1).map((later) => place < later));
  const [first, last] = [arrivals.at(0), arrivals.at(-1)].map((arrival) => Math.round(((arrival?.atMs ?? 0) - upAgainMs) / 60_000));
  return `${arrivals.length} events arrived between ${first} and ${last} minutes after the supplier was up again; ${pairs.filter((inOrder) => inOrder).length} of ${pairs.length} pairs in the order in which they were published`;
};
