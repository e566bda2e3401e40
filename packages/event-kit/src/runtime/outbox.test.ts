import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { TableCleared, TableSet, TableSetV3 } from '../../test/contracts.ts';
import { defineFunction, defineTable, derivedEventId, outboxItem } from '../index.ts';
import { implement } from './implement.ts';
import type { StreamRecord } from './outbox-handler.ts';

const table = defineTable({ name: 'tables', partitionKey: 'pk', sortKey: 'sk', timeToLive: 'gone_at' });
const announce = defineFunction({ name: 'announce', summary: '', outbox: { table }, publishes: [TableSet] });
const context = { functionName: 'announce', awsRequestId: 'r-1' } as Context;
const now = new Date('2026-11-20T18:30:00Z');
const data = { table: 4, room: 'hall', guest: { name: 'Ada' } } as const;
const cause = { event_id: 'order-1', correlation_id: 'first' };

/** The record that a table's stream has of an item. */
const recorded = (item: Readonly<Record<string, string | number>>): StreamRecord => ({
  eventID: 'e-1',
  dynamodb: {
    NewImage: Object.fromEntries(
      Object.entries(item).map(([name, value]) => [name, typeof value === 'string' ? { S: value } : ({ N: String(value) } as object)]),
    ),
  },
});
const stored = (part?: string) =>
  outboxItem(table, TableSet, data, { partition: 'table-4', cause, now, ...(part !== undefined && { part }) });

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => vi.restoreAllMocks();
});

describe('an outbox item', () => {
  it('has the partition of what changed, so that its events keep their order, and expires after a week', () => {
    expect(stored()).toMatchObject({ pk: 'table-4', gone_at: now.getTime() / 1_000 + 7 * 24 * 60 * 60, event_type: 'TableSet' });
  });

  it('when one cause has two events of a type, then their parts make them two items', () => {
    expect(stored('a').sk).not.toBe(stored('b').sk);
    expect(stored('a').sk).toBe(stored('a').sk);
  });
});

describe('the function of an outbox', () => {
  it('when it reads an item, then the event is complete, and the same when the item is read again', async () => {
    const handler = implement(announce, () => ({}));
    const [first] = await handler([recorded(stored())], context);
    expect(await handler([recorded(stored())], context)).toEqual([first]);
    expect(first).toEqual({
      source: TableSet.source,
      detailType: TableSet.detailType,
      detail: {
        Metadata: {
          event_time_iso8601: '2026-11-20T18:30:00.000000Z',
          event_type: 'TableSet',
          event_version: '1.2',
          event_id: derivedEventId('order-1', 'TableSet'),
          correlation_id: 'first',
          causation_id: 'order-1',
        },
        Data: data,
      },
    });
  });

  it('when it adds data, then the event has it, checked by the contract', async () => {
    const { guest, ...partial } = data;
    const incomplete = outboxItem(table, TableSet, partial as typeof data, { partition: 'p', cause, now });
    const enriching = implement(announce, () => ({ enrich: async (event) => ({ ...event.data, guest }) }));
    expect(await enriching([recorded(incomplete)], context)).toMatchObject([{ detail: { Data: data } }]);
    await expect(implement(announce, () => ({}))([recorded(incomplete)], context)).rejects.toMatchObject({ code: 'INVALID_DATA' });
  });

  it('when the contract has an older major version, then both are published as one event', async () => {
    const both = defineFunction({ name: 'announce', summary: '', outbox: { table }, publishes: [TableSetV3] });
    const newest = { table: '4', place: 'inside', guests: ['Ada'] } as const;
    const item = outboxItem(table, TableSetV3, { ...newest, guests: [...newest.guests] }, { partition: 'p', cause, now });
    const entries = await implement(both, () => ({}))([recorded(item)], context);
    const metadata = entries.map(({ detail }) => (detail as { Metadata: { event_id: string; event_version: string } }).Metadata);
    expect(metadata.map(({ event_version }) => event_version)).toEqual(['3.0', '1.2']);
    expect(metadata[0]?.event_id).toBe(metadata[1]?.event_id);
  });

  it.each([
    ['an item of another kind', { pk: 'table-4', sk: 'state' }],
    ['an event that it does not publish', { ...stored(), event_type: TableCleared.eventType }],
    ['a time that does not exist', { ...stored(), event_time: 'now' }],
  ])('when a record is %s, then the batch fails, and the pipe retries it', async (_, item) => {
    await expect(implement(announce, () => ({}))([recorded(item)], context)).rejects.toMatchObject({ code: 'INVALID_OUTBOX_ITEM' });
  });
});
