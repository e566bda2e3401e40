import type { PutEventsCommand, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { ENTRIES_MAX, entryBytes, type PutEventsClient, putEvents, REQUEST_BYTES_MAX } from './put-events.ts';

const entry = (detail = '{}', more: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
  Source: 's',
  DetailType: 't',
  Detail: detail,
  ...more,
});

/** A bus that answers each entry as `answer` says; keeps the requests. */
const bus = (answer: (entry: PutEventsRequestEntry, request: number) => string | undefined) => {
  const requests: PutEventsRequestEntry[][] = [];
  const send = async ({ input }: PutEventsCommand) => {
    const entries = input.Entries ?? [];
    requests.push(entries);
    const answers = entries.map((each) => {
      const ErrorCode = answer(each, requests.length);
      return ErrorCode === undefined ? { EventId: 'id' } : { ErrorCode, ErrorMessage: 'because' };
    });
    return { Entries: answers, FailedEntryCount: answers.filter((each) => 'ErrorCode' in each).length };
  };
  return { client: { send } as unknown as PutEventsClient, requests };
};

const noPause = async (): Promise<void> => undefined;

describe('putEvents', () => {
  it('when there are more than 10 entries, then they go in requests of 10', async () => {
    const { client, requests } = bus(() => undefined);
    await putEvents(
      client,
      Array.from({ length: 23 }, () => entry()),
      noPause,
    );
    expect(requests.map(({ length }) => length)).toEqual([ENTRIES_MAX, ENTRIES_MAX, 3]);
  });

  it('when entries together are over the size of a request, then they are split', async () => {
    const { client, requests } = bus(() => undefined);
    const half = 'x'.repeat(REQUEST_BYTES_MAX / 2 - 2);
    await putEvents(client, [entry(half), entry(half), entry()], noPause);
    expect(requests.map(({ length }) => length)).toEqual([2, 1]);
  });

  it('when an entry fails for the moment, then only that one is sent again', async () => {
    const { client, requests } = bus(({ Detail }, request) => (Detail === '{"b":1}' && request < 3 ? 'ThrottlingException' : undefined));
    await putEvents(client, [entry('{"a":1}'), entry('{"b":1}')], noPause);
    expect(requests.map((entries) => entries.map(({ Detail }) => Detail))).toEqual([['{"a":1}', '{"b":1}'], ['{"b":1}'], ['{"b":1}']]);
  });

  it('when an entry is wrong, then it throws at once, is not retryable, and names the entry', async () => {
    const { client, requests } = bus(() => 'MalformedDetail');
    await expect(putEvents(client, [entry()], noPause)).rejects.toMatchObject({
      code: 'PUBLISH_FAILED',
      retryable: false,
      message: expect.stringContaining('t: MalformedDetail because'),
    });
    expect(requests).toHaveLength(1);
  });

  it('when it fails for the moment too often, then it throws and is retryable', async () => {
    const { client, requests } = bus(() => 'InternalFailure');
    await expect(putEvents(client, [entry()], noPause)).rejects.toMatchObject({ code: 'PUBLISH_FAILED', retryable: true });
    expect(requests).toHaveLength(4);
  });
});

describe('entryBytes', () => {
  it.each([
    ['source, detail-type and detail', entry('{"ä":1}'), 1 + 1 + 8],
    ['a time, as 14 bytes', entry('{}', { Time: new Date() }), 14 + 1 + 1 + 2],
    ['every resource', entry('{}', { Resources: ['arn:a', 'arn:bb'] }), 5 + 6 + 1 + 1 + 2],
  ])('counts %s', (_, given, bytes) => {
    expect(entryBytes(given)).toBe(bytes);
  });
});
