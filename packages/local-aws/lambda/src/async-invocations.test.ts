import type { Occurrence } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

let stand: FunctionStand;
let failures: string;

beforeEach(async () => {
  stand = await startFunctionStand();
  failures = stand.sqs.putQueue({ name: 'failures' });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const FAILING = 'export const handler = () => { throw new RangeError("too far"); };';
const CONFIG = { retriesMax: 2, eventAgeSecondsMax: 21_600 };
const runs = (): readonly number[] =>
  stand.occurrences
    .filter((one): one is Occurrence & { kind: 'invocation' } => one.kind === 'invocation')
    .map(({ startMs }) => (startMs - Date.UTC(2026, 0, 1)) / 1_000);
const records = (): readonly unknown[] => stand.take(failures).map(({ body }) => JSON.parse(body) as unknown);
const warnings = (): readonly string[] => stand.occurrences.flatMap((one) => (one.kind === 'warning' ? [one.message] : []));

describe('an asynchronous invocation', () => {
  it('when it succeeds, then it runs once and is recorded nowhere', async () => {
    const arn = await stand.putFunction('f', 'export const handler = () => 1;');
    stand.lambda.putAsyncConfig('f', { ...CONFIG, onFailure: failures });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ hours: 1 });
    expect(runs()).toEqual([0]);
    expect(records()).toEqual([]);
  });

  it('when it fails, then it is retried after one and two minutes, and the record goes to the on-failure queue', async () => {
    const arn = await stand.putFunction('f', FAILING);
    stand.lambda.putAsyncConfig('f', { ...CONFIG, onFailure: failures });
    const traceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
    stand.lambda.invokeAsync(arn, '{"order":1,"big":12345678901234567890}', { requestId: 'r-1', traceHeader });
    await stand.clock.advance({ minutes: 1, seconds: 59 });
    expect(runs()).toEqual([0, 60]);
    expect(records()).toEqual([]);
    await stand.clock.advance({ hours: 1 });
    expect(runs()).toEqual([0, 60, 180]);
    const [message, ...others] = stand.take(failures);
    expect(others).toEqual([]);
    expect(message?.attributes).toMatchObject({ AWSTraceHeader: traceHeader, SenderId: '000000000000' });
    expect(message?.body).toContain('"big":12345678901234567890');
    const record = JSON.parse(message?.body ?? '') as Record<string, object>;
    expect(record).toEqual({
      version: '1.0',
      timestamp: '2026-01-01T00:03:00.000Z',
      requestContext: { requestId: 'r-1', functionArn: `${arn}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { order: 1, big: Number('12345678901234567890') },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'RangeError', errorMessage: 'too far', stackTrace: expect.arrayContaining(['RangeError: too far']) },
    });
    expect(Object.keys(record)).toEqual(['version', 'timestamp', 'requestContext', 'requestPayload', 'responseContext', 'responsePayload']);
  });

  it.each([
    [0, [0]],
    [1, [0, 60]],
  ])('when %i retries are allowed, then it runs at %j', async (retriesMax, expected) => {
    const arn = await stand.putFunction('f', FAILING);
    stand.lambda.putAsyncConfig('f', { ...CONFIG, retriesMax, onFailure: failures });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ hours: 1 });
    expect(runs()).toEqual(expected);
    expect(records()).toMatchObject([{ requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: retriesMax + 1 } }]);
  });

  it('when the next retry would be too late for the event, then it is abandoned with EventAgeExceeded', async () => {
    const arn = await stand.putFunction('f', FAILING);
    stand.lambda.putAsyncConfig('f', { ...CONFIG, eventAgeSecondsMax: 100, onFailure: failures });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ hours: 1 });
    expect(runs()).toEqual([0, 60]);
    expect(records()).toMatchObject([{ requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } }]);
  });

  it('when a retry succeeds, then it is done', async () => {
    const arn = await stand.putFunction(
      'f',
      'let count = 0; export const handler = () => { count += 1; if (count < 2) throw new Error("no"); };',
    );
    stand.lambda.putAsyncConfig('f', { ...CONFIG, onFailure: failures });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ hours: 1 });
    expect(runs()).toEqual([0, 60]);
    expect(records()).toEqual([]);
  });

  it('when it succeeds and there is an on-success queue, then the record goes there', async () => {
    const arn = await stand.putFunction('f', 'export const handler = ({ a }) => ({ b: a });');
    stand.lambda.putAsyncConfig('f', { ...CONFIG, onSuccess: failures });
    stand.lambda.invokeAsync(arn, '{"a":1}', { requestId: 'r-1' });
    await stand.settled();
    expect(records()).toEqual([
      {
        version: '1.0',
        timestamp: '2026-01-01T00:00:00.000Z',
        requestContext: { requestId: 'r-1', functionArn: `${arn}:$LATEST`, condition: 'Success', approximateInvokeCount: 1 },
        requestPayload: { a: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST' },
        responsePayload: { b: 1 },
      },
    ]);
  });
});

describe('an asynchronous invocation that cannot be finished', () => {
  it('when the role may not send to the on-failure queue, then a warning reports it and the event does not run again', async () => {
    const arn = await stand.putFunction('f', FAILING, {
      roleArn: stand.putRole('weak', { Effect: 'Allow', Action: 'logs:*', Resource: '*' }),
    });
    stand.lambda.putAsyncConfig('f', { ...CONFIG, retriesMax: 0, onFailure: failures });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ hours: 1 });
    expect(runs()).toEqual([0]);
    expect(records()).toEqual([]);
    expect(warnings()).toEqual([expect.stringContaining('is not authorized to perform: sqs:SendMessage')]);
    expect(stand.store.prepare('select id from job').all()).toEqual([]);
  });

  it('when the on-failure queue does not exist, then a warning reports it', async () => {
    const arn = await stand.putFunction('f', FAILING);
    stand.lambda.putAsyncConfig('f', { ...CONFIG, retriesMax: 0, onFailure: `${failures}-gone` });
    stand.lambda.invokeAsync(arn, '{}');
    await stand.settled();
    expect(warnings()).toEqual([expect.stringContaining('The specified queue does not exist.')]);
  });

  it('when the function no longer exists, then a warning reports it and the event is dropped', async () => {
    stand.lambda.invokeAsync('arn:aws:lambda:eu-west-1:000000000000:function:gone', '{}');
    await stand.settled();
    expect(warnings()).toEqual([
      'The function arn:aws:lambda:eu-west-1:000000000000:function:gone no longer exists; an event that it had accepted is dropped.',
    ]);
    expect(stand.store.prepare('select id from job').all()).toEqual([]);
  });

  it('when local-aws stops in the middle, then the event stays as it was, without an attempt used up', async () => {
    const arn = await stand.putFunction(
      'f',
      'export const handler = () => { console.log("begun"); return new Promise(() => undefined); };',
    );
    stand.lambda.invokeAsync(arn, '{"a":1}', { requestId: 'r-1' });
    await stand.store.durable();
    const stopped = stand.jobs.stop();
    await stand.lambda.drain();
    await stopped;
    const [job] = stand.store.prepare('select payload, due_at_ms from job').all();
    expect([JSON.parse(String(job?.['payload'])), job?.['due_at_ms']]).toMatchObject([
      { attempt: 1, event: '{"a":1}', requestId: 'r-1' },
      Date.UTC(2026, 0, 1),
    ]);
  });
});
