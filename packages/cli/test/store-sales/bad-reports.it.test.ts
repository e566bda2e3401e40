import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadLetters } from '../dead-letters.ts';
import { type StoreSalesSystem, startStoreSales } from './store-sales-system.ts';

const GOOD = { request_id: 'r', name: 'Minotaur', category: 'Books', store_id: 'store_2', sales: 75.32, new_order: true };

/** Reports that cannot be counted, with the reason. */
const REJECTED: readonly (readonly [reason: string, more: object])[] = [
  ['store_id_missing', { store_id: undefined }],
  ['field_missing', { category: undefined }],
  ['field_invalid', { store_id: 's'.repeat(65) }],
  ['kind_unclear', { is_return: true }],
  ['amount_invalid', { sales: -1 }],
];
/** A body whose fields do not have the declared types is not a report. */
const NO_REPORT = { ...GOOD, request_id: 'no-report', store_id: 2 };

describe('reports that are bad in every way', () => {
  let system: StoreSalesSystem;
  beforeAll(async () => {
    system = await startStoreSales();
    const reports = [...REJECTED.map(([reason, more]) => ({ ...GOOD, request_id: reason, ...more })), NO_REPORT];
    const Entries = reports.map((report) => ({
      EventBusName: system.connection.bus,
      Source: 'Miztiik-Automation-Data-Producer',
      DetailType: 'sales-events',
      Detail: JSON.stringify(report),
    }));
    const { FailedEntryCount } = await system.connection.events.send(new PutEventsCommand({ Entries }));
    expect(FailedEntryCount).toBe(0);
    await system.clock.advance({ hours: 1 });
  });
  afterAll(() => system.stop());

  it('when a report can be read but not counted, then it becomes a SaleRejected with its reason, and counts as rejected', async () => {
    const { all, rejected } = await system.report('sales');
    expect(all).toBeUndefined();
    expect([...rejected].sort((a, b) => (a.reason < b.reason ? -1 : 1))).toEqual(
      REJECTED.map(([reason]) => ({ reason, events: 1 })).sort((a, b) => (a.reason < b.reason ? -1 : 1)),
    );
  });

  it('when the body is not a report, then it is not lost: it is a dead letter of the function that should have read it', async () => {
    const [letter, ...others] = await deadLetters(system.connection);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ kind: 'invocation', reason: expect.stringMatching(/take-store-event .*store_id/s) });
    expect(JSON.parse(letter?.text ?? '')).toMatchObject({ detail: NO_REPORT });
  });
});
