import { derivedCauseId, derivedEventId, type EventContract, wireSchema } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import * as contracts from './index.ts';

const { InventoryAdjusted, SaleRecorded, SaleRejected, STORES_SOURCE, StoreInventoryReported, StoreSaleReported } = contracts;

describe("the stores' own reports", () => {
  it.each([
    ['a sale', StoreSaleReported, { sales: 1 }],
    ['one without store', StoreSaleReported, { request_id: 'r', sales: 1 }],
    ['one with what we do not know', StoreInventoryReported, { request_id: 'r', colour: 'red' }],
  ])('when it is %s, then it is read', (_, contract, detail) => {
    expect(wireSchema(contract).safeParse(detail).success).toBe(true);
  });

  it('they are known by the names that the stores gave them', () => {
    expect([StoreSaleReported, StoreInventoryReported].map(({ source, detailType }) => [source, detailType])).toEqual([
      ['Miztiik-Automation-Data-Producer', 'sales-events'],
      ['Miztiik-Automation-Data-Producer', 'inventory-events'],
    ]);
  });
});

describe('our events', () => {
  it.each<readonly [EventContract, EventContract, string]>([
    [SaleRecorded, StoreSaleReported, 'b4d727cc-2b00-4146-aee9-33097f33a6e2'],
    [InventoryAdjusted, StoreInventoryReported, '0f5b8a53-2f0f-4c4e-9d3f-5a3f5f7f6a11'],
    [SaleRejected, StoreSaleReported, '7c1d5a0e-6c6c-4b8e-8a35-2f1f0f0a9b42'],
  ])('the example of $eventType is what its report causes', (contract, report, requestId) => {
    const cause = derivedCauseId(STORES_SOURCE, report.detailType, requestId);
    expect(contract.examples[0]?.detail).toMatchObject({
      Metadata: { event_id: derivedEventId(cause, contract.eventType), causation_id: cause, correlation_id: cause },
    });
  });

  it.each([
    ['amount_cents', 75.32],
    ['amount_cents', -1],
    ['kind', 'gift'],
    ['store_id', ''],
  ])('SaleRecorded refuses %s = %j', (property, value) => {
    const event = structuredClone(SaleRecorded.examples[0]?.detail) as { Data: Record<string, unknown> };
    event.Data[property] = value;
    expect(wireSchema(SaleRecorded).safeParse(event).success).toBe(false);
  });
});
