import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InvocationResult, Occurrence } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rateExceeded } from './admit.ts';
import type { AsyncConfig } from './async-config.ts';
import { asyncInvocations } from './async-invocations.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

const START_MS = Date.UTC(2026, 0, 1);
let stand: FunctionStand;
let failures: string;
let letters: string;
let arn: string;

beforeEach(async () => {
  stand = await startFunctionStand();
  failures = stand.sqs.putQueue({ name: 'failures' });
  letters = stand.sqs.putQueue({ name: 'letters' });
  arn = await stand.putFunction('f', 'export const handler = () => null;', { deadLetterQueueArn: letters });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

type Answer = 'throttled' | 'broken' | 'failed' | 'fine';

const OUTCOMES: Readonly<Record<Exclude<Answer, 'throttled' | 'broken'>, Omit<InvocationResult, 'requestId'>>> = {
  failed: { functionError: 'Unhandled', payload: '{"errorType":"Error","errorMessage":"no","trace":[]}' },
  fine: { payload: '"done"' },
};

/** Lambda's queue in front of a function with the response `answer`; records the times of its calls, in seconds from the start. */
const queueFor = (answer: (seconds: number) => Answer, config: AsyncConfig = {}): number[] => {
  const asked: number[] = [];
  const definition: FunctionDefinition = {
    ...{
      name: 'f',
      arn,
      roleArn: stand.putRole('f'),
      deadLetterQueueArn: letters,
      handler: 'index.handler',
      zipPath: '',
      timeoutSeconds: 3,
    },
    ...{ memoryMiB: 128, environment: {}, logGroup: '/aws/lambda/f', tracing: 'PassThrough' },
  };
  asyncInvocations({
    ...stand,
    exists: () => true,
    functionOf: () => definition,
    configOf: () => ({ onFailure: failures, onSuccess: failures, ...config }),
    reservedOf: () => undefined,
    stopping: () => false,
    observe: () => undefined,
    async invoke(_arn, _event, { requestId = '' } = {}) {
      const seconds = (stand.clock.now() - START_MS) / 1_000;
      asked.push(seconds);
      const outcome = answer(seconds);
      if (outcome === 'throttled') throw rateExceeded();
      if (outcome === 'broken') throw new AwsError('ServiceException', 'Lambda is out of order.', { status: 500 });
      return { requestId, ...OUTCOMES[outcome] };
    },
  });
  stand.lambda.invokeAsync(arn, '{"a":1}', { requestId: 'r-1' });
  return asked;
};
const records = (): readonly Record<string, unknown>[] =>
  stand.take(failures).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const context = (condition: string, approximateInvokeCount: number) => ({
  requestId: 'r-1',
  functionArn: `${arn}:$LATEST`,
  condition,
  approximateInvokeCount,
});
const runs = (): readonly number[] =>
  stand.occurrences
    .filter((one): one is Occurrence & { kind: 'invocation' } => one.kind === 'invocation')
    .map(({ startMs }) => (startMs - START_MS) / 1_000);

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
describe('an asynchronous event that Lambda cannot run', () => {
  it('when the function is throttled, then it is tried after 1 s, 2 s, 4 s ... and then every 5 minutes, and runs in the end', async () => {
    const asked = queueFor((seconds) => (seconds < 3_000 ? 'throttled' : 'fine'));
    await stand.clock.advance({ hours: 24 });
    expect(asked).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1_111, 1_411, 1_711, 2_011, 2_311, 2_611, 2_911, 3_211]);
    expect(records()).toMatchObject([{ requestContext: context('Success', 1), responsePayload: 'done' }]);
  });

  it.each([
    [{}, 21_600],
    [{ eventAgeSecondsMax: 60 }, 60],
    [{ eventAgeSecondsMax: 600 }, 600],
  ])(
    'when it is throttled for 24 hours and has %j, then it is abandoned after %i s, and both queues receive it',
    async (config, seconds) => {
      const asked = queueFor(() => 'throttled', config);
      await stand.clock.advance({ hours: 24 });
      expect(asked.at(-1)).toBe(seconds);
      expect(records()).toEqual([
        {
          version: '1.0',
          timestamp: new Date(START_MS + seconds * 1_000).toISOString(),
          requestContext: context('EventAgeExceeded', 0),
          requestPayload: { a: 1 },
          responseContext: { statusCode: 429 },
        },
      ]);
      expect(stand.take(letters)).toMatchObject([
        {
          body: '{"a":1}',
          messageAttributes: {
            RequestID: { stringValue: 'r-1', dataType: 'String' },
            ErrorCode: { stringValue: '429', dataType: 'Number' },
            ErrorMessage: { stringValue: 'Rate Exceeded.', dataType: 'String' },
          },
        },
      ]);
      expect(stand.store.prepare('select id from job').all()).toEqual([]);
    },
  );

  it('when Lambda itself fails, then it is retried as when throttled', async () => {
    const asked = queueFor((seconds) => (seconds < 5 ? 'broken' : 'fine'));
    await stand.clock.advance({ hours: 1 });
    expect(asked).toEqual([0, 1, 3, 7]);
    expect(records()).toMatchObject([{ requestContext: context('Success', 1) }]);
  });

  it('when it is throttled between two failures, then that uses up no retry', async () => {
    const asked = queueFor((seconds) => (seconds > 0 && seconds < 70 ? 'throttled' : 'failed'));
    await stand.clock.advance({ hours: 1 });
    // Fails, one minute, throttled four times, fails, two minutes, fails.
    expect(asked).toEqual([0, 60, 61, 63, 67, 75, 195]);
    expect(records()).toMatchObject([{ requestContext: context('RetriesExhausted', 3), responsePayload: { errorMessage: 'no' } }]);
  });

  it('when it is throttled again after a run, then the backoff starts again; and a success counts as one', async () => {
    const asked = queueFor((seconds) => {
      if ((seconds > 0 && seconds < 62) || (seconds > 100 && seconds < 184)) return 'throttled';
      return seconds < 100 ? 'failed' : 'fine';
    });
    await stand.clock.advance({ hours: 1 });
    expect(asked).toEqual([0, 60, 61, 63, 183, 184]);
    expect(records()).toMatchObject([{ requestContext: context('Success', 1) }]);
  });

  it('when it failed and is throttled until it is too old, then the record has the throttle and counts the run', async () => {
    queueFor((seconds) => (seconds === 0 ? 'failed' : 'throttled'), { eventAgeSecondsMax: 100 });
    await stand.clock.advance({ hours: 1 });
    expect(records()).toEqual([
      expect.objectContaining({ requestContext: context('EventAgeExceeded', 1), responseContext: { statusCode: 429 } }),
    ]);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
describe('asynchronous events of a function with reserved concurrency', () => {
  it('when more arrive together than may run, then the others run later', async () => {
    await stand.putFunction('f', 'export const handler = () => null;', { reservedConcurrency: 1 });
    for (let count = 0; count < 3; count += 1) stand.lambda.invokeAsync(arn, '{}');
    await stand.clock.advance({ hours: 1 });
    // Under a virtual clock, the two retried events run one after the other.
    expect(runs()).toEqual([0, 1, 1]);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
  it('when nothing may run, then the events go to the destination and the dead-letter queue without any retry', async () => {
    await stand.putFunction('f', 'export const handler = () => null;', { reservedConcurrency: 0, deadLetterQueueArn: letters });
    stand.lambda.putAsyncConfig('f', { onFailure: failures });
    stand.lambda.invokeAsync(arn, '{"a":1}', { requestId: 'r-1' });
    await stand.settled();
    expect(runs()).toEqual([]);
    expect(records()).toEqual([
      {
        version: '1.0',
        timestamp: '2026-01-01T00:00:00.000Z',
        requestContext: context('ZeroReservedConcurrency', 0),
        requestPayload: { a: 1 },
      },
    ]);
    expect(stand.take(letters).map(({ messageAttributes }) => messageAttributes)).toEqual([
      {
        RequestID: expect.objectContaining({ stringValue: 'r-1' }),
        ErrorMessage: expect.objectContaining({
          stringValue: 'Function not invoked. Function isconfigured with zero reserved concurrent executions',
        }),
      },
    ]);
  });
});

describe('an asynchronous event that waits for its turn', () => {
  it('when local-aws is restarted, then it waits on, and counts on', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'async-'));
    const before = stand;
    stand = await startFunctionStand({ file: join(directory, 'state.db') });
    failures = stand.sqs.putQueue({ name: 'failures' });
    queueFor(() => 'throttled');
    await stand.clock.advance({ seconds: 10 });
    const left = () => stand.store.prepare('select payload, due_at_ms from job').all();
    expect(left().map(({ payload, due_at_ms }) => [JSON.parse(String(payload)), due_at_ms])).toMatchObject([
      [{ attempt: 1, refusals: 4, acceptedMs: START_MS }, START_MS + 15_000],
    ]);
    await stand.stop();

    stand = await startFunctionStand({ file: join(directory, 'state.db') });
    await stand.putFunction('f', 'export const handler = () => null;');
    await stand.clock.advance({ seconds: 20 });
    expect(runs()).toEqual([15]);
    expect(left()).toEqual([]);
    await stand.stop();
    rmSync(directory, { recursive: true });
    stand = before;
  });
});
