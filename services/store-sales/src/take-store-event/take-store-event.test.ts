import { SaleRecorded, SaleRejected, StoreInventoryReported, type StoreReport, StoreSaleReported } from '@plumbline/contracts-stores';
import { recordingPublisher } from '@plumbline/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeStoreEvent } from '../manifest.ts';
import { createTakeStoreEvent } from './take-store-event.ts';
import { translateReport } from './translate-report.ts';

const report = StoreSaleReported.examples[0]?.detail as StoreReport;
const WHEN = '2026-11-21T09:00:00Z';

describe('a report of a store', () => {
  it.each([
    ['sales-events', { is_return: true }, 'sale', { kind: 'return', amount_cents: 7_532 }],
    ['sales-events', { is_return: undefined, new_order: true }, 'sale', { kind: 'sale', amount_cents: 7_532 }],
    ['inventory-events', { is_return: true }, 'adjustment', { direction: 'in', value_cents: 7_532 }],
    ['inventory-events', { is_return: undefined, new_order: true }, 'adjustment', { direction: 'out', value_cents: 7_532 }],
  ] as const)('when it is one of %s with %j, then it is a %s with %j', (reportedAs, more, kind, data) => {
    expect(translateReport(reportedAs, { ...report, ...more }, WHEN)).toMatchObject({
      [kind]: { report_id: report.request_id, reported_at: WHEN, store_id: 'store_2', product: 'Minotaur', category: 'Books', ...data },
    });
  });

  it.each([
    ['store_id', { store_id: undefined }, 'store_id_missing'],
    ['store_id', { store_id: '' }, 'store_id_missing'],
    ['name and category', { name: undefined, category: '' }, 'field_missing'],
    ['what happened', { is_return: undefined }, 'kind_unclear'],
    ['what happened', { is_return: false, new_order: false }, 'kind_unclear'],
    ['one thing that happened', { is_return: true, new_order: true }, 'kind_unclear'],
    ['an id that our events take', { store_id: 's'.repeat(65) }, 'field_invalid'],
    ['names that our events take', { name: 'n'.repeat(2_000), category: 'c'.repeat(65) }, 'field_invalid'],
    ['the amount', { sales: undefined }, 'amount_invalid'],
    ['a true amount', { sales: -1 }, 'amount_invalid'],
    ['whole cents', { sales: 1.005 }, 'amount_invalid'],
  ])('when it lacks %s (%j), then it is bad: %s', (_, more, reason) => {
    expect(translateReport('sales-events', { ...report, ...more }, WHEN)).toEqual({
      rejection: { reason, detail: expect.stringMatching(/^The (report|amount)/) },
    });
  });

  it('whatever it is worth, it is read to the cent', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), (cents) => {
        const translated = translateReport('sales-events', { ...report, sales: cents / 100 }, WHEN);
        expect(translated).toMatchObject({ sale: { amount_cents: cents } });
      }),
    );
  });
});

describe('take-store-event', () => {
  const cause = {
    event_type: 'StoreSaleReported',
    event_version: '1.0',
    event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631',
    event_time_iso8601: WHEN,
  };
  const take = async (event_type: string, Data: StoreReport) => {
    const { publish, published } = recordingPublisher(takeStoreEvent);
    await createTakeStoreEvent({ publish })({ Metadata: { ...cause, event_type }, Data } as never);
    return published;
  };

  it('when a report can be read, then our event is published, caused by it', async () => {
    expect(await take('StoreSaleReported', report)).toMatchObject([
      { detailType: SaleRecorded.detailType, detail: { Metadata: { causation_id: cause.event_id }, Data: { amount_cents: 7_532 } } },
    ]);
    expect(await take(StoreInventoryReported.eventType, report)).toMatchObject([{ detailType: 'inventory-adjusted' }]);
  });

  it('when it cannot be translated, then only a rejection with its reason and the unchanged report is published', async () => {
    const { store_id: _, ...bad } = report;
    const published = await take('StoreSaleReported', bad);
    expect(published).toMatchObject([
      { detailType: SaleRejected.detailType, detail: { Data: { reported_as: 'sales-events', reason: 'store_id_missing' } } },
    ]);
    expect(JSON.parse(String(published[0]?.detail.Data.report))).toEqual(bad);
  });
});
