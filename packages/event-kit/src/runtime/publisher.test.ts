import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { TableCleared, TableSet } from '../../test/contracts.ts';
import { type DataOf, defineFunction, on } from '../index.ts';
import { batchPublisher, publisher } from './publisher.ts';

const setTable = defineFunction({ name: 'set-table', summary: '', consumes: [on(TableCleared)], publishes: [TableSet] });
const data: DataOf<typeof TableSet> = { table: 4, room: 'hall', guest: { name: 'Ada' } };
const cause = { event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631', event_time_iso8601: '2026-11-21T09:00:00.000000Z' };

const recorder = () => {
  const entries: PutEventsRequestEntry[] = [];
  const publish = publisher(setTable, {
    busName: 'bus',
    now: () => new Date('2026-11-21T09:00:00.000Z'),
    put: async (more) => void entries.push(...more),
  });
  return { publish, entries };
};

describe('publisher', () => {
  it('when an event is published, then the metadata is filled and the id derived from the cause', async () => {
    const { publish, entries } = recorder();
    await publish(TableSet, data, { cause: { ...cause, correlation_id: 'c-1' } });
    expect(entries).toHaveLength(1);
    const { Detail = '', ...rest } = entries[0] ?? {};
    expect(rest).toEqual({ EventBusName: 'bus', Source: 'plumbline.kitchen', DetailType: 'table-set' });
    expect(JSON.parse(Detail)).toEqual({
      Metadata: {
        event_time_iso8601: '2026-11-21T09:00:00.000001Z',
        event_type: 'TableSet',
        event_version: '1.2',
        event_id: expect.stringMatching(/-5[0-9a-f]{3}-/),
        correlation_id: 'c-1',
        causation_id: cause.event_id,
      },
      Data: data,
    });
  });

  it('when it is published again for the same cause, then it is the same event', async () => {
    const { publish, entries } = recorder();
    await publish(TableSet, data, { cause });
    await publish(TableSet, data, { cause });
    expect(entries[1]).toEqual(entries[0]);
  });

  it('when the cause has no correlation id, then the cause itself is the first of the chain', async () => {
    const { publish, entries } = recorder();
    await publish(TableSet, data, { cause });
    expect(JSON.parse(entries[0]?.Detail ?? '').Metadata.correlation_id).toBe(cause.event_id);
  });

  it.each([
    ['has an unknown property', { ...data, colour: 'red' }, 'unknown properties: Data.colour'],
    ['has an unknown property further down', { ...data, guest: { name: 'Ada', age: 36 } }, 'unknown properties: Data.guest.age'],
    ['has a wrong value', { ...data, table: 0 }, 'table'],
  ])('when the data %s, then nothing is published', async (_, wrong, text) => {
    const { publish, entries } = recorder();
    await expect(publish(TableSet, wrong as typeof data, { cause })).rejects.toMatchObject({
      code: 'INVALID_DATA',
      message: expect.stringContaining(text),
    });
    expect(entries).toEqual([]);
  });

  it('when the manifest does not declare the event, then it does not compile, and is refused', async () => {
    const { publish } = recorder();
    // @ts-expect-error set-table publishes TableSet only
    await expect(publish(TableCleared, data, { cause })).rejects.toMatchObject({
      code: 'INVALID_DATA',
      message: expect.stringContaining('Write publishes: [TableSet, TableCleared]'),
    });
  });

  it('when the bus is not in the environment, then it says which variable is missing', () => {
    expect(() => publisher(setTable)).toThrowError(
      expect.objectContaining({ code: 'MISSING_ENVIRONMENT', message: expect.stringContaining('EVENT_BUS_NAME') }),
    );
  });
});

describe('batchPublisher', () => {
  const recorded = () => {
    const puts: PutEventsRequestEntry[][] = [];
    const publish = batchPublisher(setTable, { busName: 'bus', put: async (entries) => void puts.push([...entries]) });
    return { publish, puts };
  };
  const events = (tables: readonly number[]) =>
    tables.map((table) => ({ event: TableSet, data: { ...data, table }, options: { cause, part: String(table) } }));

  it('when many events are published, then they are put together, each with an id of its own', async () => {
    const { publish, puts } = recorded();
    await publish(events([1, 2, 3]));
    expect(puts).toHaveLength(1);
    const details = (puts[0] ?? []).map(({ Detail = '' }) => JSON.parse(Detail) as { Metadata: { event_id: string }; Data: typeof data });
    expect(details.map(({ Data }) => Data.table)).toEqual([1, 2, 3]);
    expect(new Set(details.map(({ Metadata }) => Metadata.event_id)).size).toBe(3);
  });

  it('when one of them is wrong, then none is put', async () => {
    const { publish, puts } = recorded();
    await expect(publish(events([1, 0, 3]))).rejects.toMatchObject({ code: 'INVALID_DATA' });
    expect(puts).toEqual([]);
  });
});
