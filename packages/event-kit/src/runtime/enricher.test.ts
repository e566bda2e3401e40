import { describe, expect, expectTypeOf, it } from 'vitest';
import { TableSet, tableSet } from '../../test/contracts.ts';
import { defineQuery } from '../define-query.ts';
import type { DataOf, EventOf } from '../event.ts';
import { thinVariant } from '../thin-variant.ts';
import { enricher } from './enricher.ts';

const TableByNumber = defineQuery({
  name: 'TableByNumber',
  summary: 'A table as it is now.',
  owner: 'kitchen-team',
  parameters: TableSet.data.pick({ table: true }),
  result: TableSet.data,
});
const declaration = { detailType: 'table-set-notice', version: '1.0', summary: 'A table is ready; ask which.', examples: [] } as const;
const TableSetNotice = thinVariant(TableSet, {
  ...declaration,
  eventType: 'TableSetNotice',
  keeps: ['table', 'room'],
  enrichedBy: TableByNumber,
});
type Notice = EventOf<typeof TableSetNotice>;

const fat: DataOf<typeof TableSet> = { table: 4, room: 'hall', guest: { name: 'Ada' } };
const at = (time: string, table = 4): Notice => ({
  Metadata: { ...tableSet().Metadata, event_type: 'TableSetNotice', event_time_iso8601: time },
  Data: { table, room: 'hall' },
});

/** An owner who answers with `answer`, and a clock. */
const stand = (answer: () => Promise<unknown> = async () => fat) => {
  let now = new Date('2026-11-21T09:00:00.000Z');
  const asked: unknown[] = [];
  const enrich = enricher(TableSetNotice, {
    secondsMax: 60,
    now: () => now,
    fetch: async (parameters) => {
      asked.push(parameters);
      return answer();
    },
  });
  const setTime = (time: string): void => {
    now = new Date(time);
  };
  return { enrich, asked, setTime };
};

describe('a thin variant', () => {
  it('when it is declared, then it keeps the named properties, and has the source and owner of the fat event', () => {
    expect(Object.keys(TableSetNotice.data.shape)).toEqual(['table', 'room']);
    expect(TableSetNotice).toMatchObject({
      source: TableSet.source,
      owner: TableSet.owner,
      thin: { of: TableSet, enrichedBy: TableByNumber },
    });
    expectTypeOf<Notice['Data']>().toEqualTypeOf<{ table: number; room: 'hall' | 'terrace' }>();
  });

  it('when the query needs a property that it does not keep, then the declaration is rejected', () => {
    expect(() =>
      thinVariant(TableSet, { ...declaration, eventType: 'TableSetNotice', keeps: ['room'], enrichedBy: TableByNumber }),
    ).toThrowError(expect.objectContaining({ code: 'INVALID_DECLARATION', message: expect.stringContaining('needs table') }));
  });

  it('when a query is not PascalCase, then it is refused', () => {
    expect(() => defineQuery({ ...TableByNumber, name: 'table-by-number' })).toThrowError(/must be PascalCase/);
  });
});

describe('enricher', () => {
  it('when a thin event arrives, then the enricher queries the owner with the query’s parameters, and returns the whole data', async () => {
    const { enrich, asked } = stand();
    const data = await enrich(at('2026-11-21T08:59:59Z'));
    expect(data).toEqual(fat);
    expectTypeOf(data).toEqualTypeOf<DataOf<typeof TableSet>>();
    expect(asked).toEqual([{ table: 4 }]);
  });

  it('when several events ask the same at once, or one after the other, then the owner is asked once', async () => {
    const { enrich, asked } = stand();
    await Promise.all([enrich(at('2026-11-21T08:59:59Z')), enrich(at('2026-11-21T08:59:58Z'))]);
    await enrich(at('2026-11-21T08:59:57Z'));
    expect(asked).toHaveLength(1);
    await enrich(at('2026-11-21T08:59:57Z', 5));
    expect(asked).toHaveLength(2);
  });

  it('when the kept answer is older than the event, then the owner is asked again: it may not know of the event', async () => {
    const { enrich, asked, setTime } = stand();
    await enrich(at('2026-11-21T08:59:59Z'));
    setTime('2026-11-21T09:00:10.000Z');
    await enrich(at('2026-11-21T09:00:05Z'));
    expect(asked).toHaveLength(2);
  });

  it('when the answer was kept for longer than allowed, then the owner is asked again', async () => {
    const { enrich, asked, setTime } = stand();
    await enrich(at('2026-11-21T08:59:59Z'));
    setTime('2026-11-21T09:01:00.001Z');
    await enrich(at('2026-11-21T08:59:59Z'));
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['does not answer', () => Promise.reject(new Error('503')), true, 'failed: Error: 503'],
    ['answers with something else', async () => ({ table: 'four' }), false, 'not a valid TableSet'],
  ])('when the owner %s, then it throws, saying whether a retry may help, and keeps nothing', async (_, answer, retryable, text) => {
    const { enrich, asked } = stand(answer);
    for (const attempt of [1, 2]) {
      const failure = { code: 'ENRICHMENT_FAILED', retryable, message: expect.stringContaining(text) };
      await expect(enrich(at('2026-11-21T08:59:59Z'))).rejects.toMatchObject(failure);
      expect(asked).toHaveLength(attempt);
    }
  });
});
