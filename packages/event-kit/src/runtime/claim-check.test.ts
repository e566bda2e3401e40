import { createHash } from 'node:crypto';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { TableCleared, tableSet } from '../../test/contracts.ts';
import { defineEvent, defineFunction, on } from '../index.ts';
import { BUS_BYTES_MAX, checkIn, checkOut } from './check-large-data.ts';
import type { Claims } from './claims.ts';
import { implement } from './implement.ts';
import { publisher } from './publisher.ts';
import { entryBytes } from './put-events.ts';

const Report = defineEvent({
  eventType: 'Report',
  detailType: 'report',
  source: 'plumbline.kitchen',
  version: '1.2',
  summary: 'What was cooked.',
  owner: 'kitchen-team',
  data: z.object({ kind: z.enum(['long', 'short']), text: z.string(), parts: z.array(z.string()).optional() }),
  examples: [],
});
const write = defineFunction({ name: 'write', summary: '', consumes: [on(TableCleared)], publishes: [Report] });
const read = defineFunction({ name: 'read', summary: '', consumes: [on(Report)] });
const readMany = defineFunction({ name: 'read', summary: '', consumes: [on(Report)], batching: { size: 10, windowSeconds: 1 } });
const cause = { event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631' };
const context = { functionName: 'read', getRemainingTimeInMillis: () => 1_000 } as Context;
const TEXT_LENGTH = 1_200_000;
const large = { kind: 'long' as const, text: 'ü'.repeat(TEXT_LENGTH / 2) };

/** A bucket in memory. */
const bucket = () => {
  const objects = new Map<string, string>();
  const claims: Claims = {
    put: async (key, text) => void objects.set(key, text),
    get: async (key) => objects.get(key) ?? Promise.reject(new Error(`no ${key}`)),
  };
  return { objects, claims };
};

const published = async (data: z.infer<typeof Report.data>, claims: Claims): Promise<PutEventsRequestEntry> => {
  const entries: PutEventsRequestEntry[] = [];
  await publisher(write, { busName: 'bus', claims, put: async (more) => void entries.push(...more) })(Report, data, { cause });
  return entries[0] ?? {};
};
const busEvent = ({ DetailType = '', Detail = '' }: PutEventsRequestEntry) => ({
  id: 'e-1',
  'detail-type': DetailType,
  detail: JSON.parse(Detail) as unknown,
});

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => vi.restoreAllMocks();
});

describe('an event over the limit of the bus, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html', () => {
  it('when it is published, then its data is in the bucket, and what rules filter by is still in the event', async () => {
    const { objects, claims } = bucket();
    const { Detail = '', ...entry } = await published(large, claims);
    const { Metadata, Data } = JSON.parse(Detail) as ReturnType<typeof tableSet> & { Metadata: { claim_check: unknown } };
    expect(entry).toEqual({ EventBusName: 'bus', Source: 'plumbline.kitchen', DetailType: 'report' });
    expect(Data).toEqual({ kind: 'long' });
    expect([...objects]).toEqual([[`Report/v1/${Metadata.event_id}.json`, JSON.stringify(large)]]);
    expect(Metadata.claim_check).toEqual({
      bytes: Buffer.byteLength(JSON.stringify(large)),
      sha256: createHash('sha256').update(JSON.stringify(large)).digest('hex'),
    });
  });

  it('when a function consumes it, then its use case gets the data and sees no claim check', async () => {
    const { claims } = bucket();
    const event = busEvent(await published(large, claims));
    const useCase = vi.fn(async () => undefined);
    await implement(read, () => useCase, { claims })(event, context);
    const [[got]] = useCase.mock.calls as unknown as [[{ readonly Metadata: object; readonly Data: object }]];
    expect(got.Data).toEqual(large);
    expect(got.Metadata).not.toHaveProperty('claim_check');
  });

  it('when it comes in a batch, then only it is fetched', async () => {
    const { claims } = bucket();
    const get = vi.spyOn(claims, 'get');
    const small = { kind: 'short' as const, text: 'x' };
    const record = async (data: typeof large | typeof small, messageId: string): Promise<SQSRecord> =>
      ({ messageId, body: JSON.stringify(busEvent(await published(data, claims))), attributes: {} }) as SQSRecord;
    const batch: SQSEvent = { Records: [await record(small, 'm-1'), await record(large, 'm-2')] };
    const seen: unknown[] = [];
    const handler = implement(
      readMany,
      () => ({ each: async ({ Data }, { detail }) => void seen.push(Data, (detail as { Data: unknown }).Data) }),
      { claims },
    );
    expect(await handler(batch, context)).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([small, small, large, large]);
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('when its data is missing, then the function fails, and the error names the location', async () => {
    const { objects, claims } = bucket();
    const event = busEvent(await published(large, claims));
    objects.clear();
    await expect(implement(read, () => async () => undefined, { claims })(event, context)).rejects.toThrow(/no Report\//);
  });

  it.each([
    ['has been changed', { bytes: 3, sha256: '0'.repeat(64) }],
    ['can’t be told', 'yes'],
  ])('when the stored data %s, then the function rejects it', async (_what, claim_check) => {
    const { claims } = bucket();
    const detail = { Metadata: { ...tableSet().Metadata, claim_check }, Data: {} };
    await claims.put(`TableSet/v1/${detail.Metadata.event_id}.json`, '{}');
    await expect(checkOut(claims, detail)).rejects.toMatchObject({ code: 'CLAIM_BROKEN', retryable: false });
  });
});

describe('an event within the limit', () => {
  it('when it is as large as the bus takes, then it goes as it is; one byte more, and it goes by claim check', async () => {
    const { objects, claims } = bucket();
    const overhead = entryBytes(await published({ kind: 'short', text: '' }, claims));
    const exact = await published({ kind: 'short', text: 'x'.repeat(BUS_BYTES_MAX - overhead) }, claims);
    expect(entryBytes(exact)).toEqual(BUS_BYTES_MAX);
    expect(objects.size).toBe(0);
    await published({ kind: 'short', text: 'x'.repeat(BUS_BYTES_MAX - overhead + 1) }, claims);
    expect(objects.size).toBe(1);
  });
});

describe('any data', () => {
  it('when it is checked in and out, then it is the same, and the event is small', () =>
    fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 1, max: 2_000 }), async (members, repeat) => {
        const { claims } = bucket();
        const data = { ...members, long: 'x'.repeat(1_000).repeat(repeat) };
        const { Metadata } = tableSet();
        const detail = await checkIn(claims, Metadata, data);
        expect(Buffer.byteLength(JSON.stringify(detail))).toBeLessThan(BUS_BYTES_MAX);
        // By way of the wire, as JSON.
        const out = await checkOut(claims, JSON.parse(JSON.stringify(detail)));
        expect(out).toEqual({ Metadata, Data: JSON.parse(JSON.stringify(data)) as unknown });
      }),
      { numRuns: 50 },
    ));
});
