import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestStand, type TestStand } from './test-stand.ts';

const ACCOUNT = 'eu-west-1:000000000000';
const BUS = `arn:aws:events:${ACCOUNT}:event-bus/results`;
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
let stand: TestStand;
let queue: string;

beforeEach(async () => {
  stand = await startTestStand();
  queue = stand.sqs.putQueue({ name: 'q' });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const FAILING = 'export const handler = () => { throw new RangeError("too far"); };';
const ECHO = 'export const handler = (event) => event;';
const run = async (source: string, destination: string, roleArn?: string): Promise<string> => {
  const arn = await stand.putFunction('f', source, roleArn === undefined ? {} : { roleArn });
  const onSuccess = destination.includes(':s3:') ? {} : { onSuccess: destination };
  stand.lambda.putAsyncConfig('f', { retriesMax: 0, onFailure: destination, ...onSuccess });
  stand.lambda.invokeAsync(arn, '{"big":12345678901234567890}', { requestId: 'r-1', traceHeader: TRACE });
  await stand.settled();
  return arn;
};
const warnings = (): readonly string[] => stand.occurrences.flatMap((one) => (one.kind === 'warning' ? [one.message] : []));

const failed = (arn: string) => ({
  version: '1.0',
  timestamp: '2026-01-01T00:00:00.000Z',
  requestContext: { requestId: 'r-1', functionArn: `${arn}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 1 },
  requestPayload: { big: Number('12345678901234567890') },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'RangeError', errorMessage: 'too far', stackTrace: expect.arrayContaining(['RangeError: too far']) },
});
const succeeded = (arn: string) => ({
  ...failed(arn),
  requestContext: { requestId: 'r-1', functionArn: `${arn}:$LATEST`, condition: 'Success', approximateInvokeCount: 1 },
  responseContext: { statusCode: 200, executedVersion: '$LATEST' },
  responsePayload: { big: Number('12345678901234567890') },
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
describe('the record of an asynchronous invocation', () => {
  it.each([
    ['fails', FAILING, failed],
    ['succeeds', ECHO, succeeded],
  ])('when the destination is a function and the function %s, then the record is its event', async (_how, source, expected) => {
    const catcher = await stand.putFunction('catcher', 'export const handler = (event) => console.log(JSON.stringify(event));');
    const arn = await run(source, catcher);
    expect(stand.logLines('catcher').map((line) => JSON.parse(line) as unknown)).toEqual([expected(arn)]);
    const called = stand.occurrences.flatMap((one) => (one.kind === 'invocation' && one.functionName === 'catcher' ? [one] : []));
    expect(called).toMatchObject([{ traceId: '1-5759e988-bd862e3fe1be46a994272793' }]);
    expect(called[0]?.event).toContain('"requestPayload":{"big":12345678901234567890}');
  });

  it.each([
    ['fails', FAILING, failed, 'Failure'],
    ['succeeds', ECHO, succeeded, 'Success'],
  ])(
    'when the destination is an event bus and the function %s, then the record is the detail of an event',
    async (_how, source, expected, result) => {
      stand.events.buses.put('results');
      const rule = stand.events.buses.putRule({ name: 'all', busName: 'results', pattern: '{"source":["lambda"]}', enabled: true });
      stand.sqs.setPolicy(queue, { Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: queue } });
      rule.targets.set('t', { id: 't', arn: queue, retryPolicy: { attemptsMax: 0, eventAgeSecondsMax: 60 } });
      const arn = await run(source, BUS);
      const [message, ...others] = stand.take(queue);
      expect(JSON.parse(message?.body ?? '')).toEqual({
        version: '0',
        id: expect.any(String),
        'detail-type': `Lambda Function Invocation Result - ${result}`,
        source: 'lambda',
        account: '000000000000',
        time: '2026-01-01T00:00:00Z',
        region: 'eu-west-1',
        resources: [BUS, `${arn}:$LATEST`],
        detail: expected(arn),
      });
      expect(others).toEqual([]);
      expect(message?.attributes).toMatchObject({ AWSTraceHeader: TRACE });
    },
  );

  it('when the destination is a bucket, then the record is an object with AWS’s key', async () => {
    stand.s3.putBucket({ name: 'failures' });
    const arn = await run(FAILING, 'arn:aws:s3:::failures');
    const client = new S3Client(stand.clientConfig);
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'failures' }));
    expect(Contents.map(({ Key }) => Key)).toEqual([
      expect.stringMatching(/^aws\/lambda\/async\/f\/2026\/01\/01\/2026-01-01T00\.00\.00-[0-9a-f]{8}-[0-9a-f-]{27}$/),
    ]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'failures', Key: Contents[0]?.Key }));
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toEqual(failed(arn));
  });

  it.each([
    ['a queue', () => queue, 'sqs:SendMessage'],
    ['a function', () => `arn:aws:lambda:${ACCOUNT}:function:catcher`, 'lambda:InvokeFunction'],
    ['an event bus', () => BUS, 'events:PutEvents'],
    ['a bucket', () => 'arn:aws:s3:::failures', 's3:PutObject'],
  ])('when the role may not use %s, then the record is lost with a warning', async (_what, destination, action) => {
    await stand.putFunction('catcher', ECHO);
    await run(FAILING, destination(), stand.putRole('weak', { Effect: 'Allow', Action: 'logs:*', Resource: '*' }));
    expect(warnings()).toEqual([
      expect.stringMatching(`The record of f .* did not reach .*is not authorized to perform: ${action} on resource`),
    ]);
    expect(stand.store.prepare('select id from job').all()).toEqual([]);
  });

  it('when the role may put events of another source only, then the record is lost with a warning', async () => {
    const Condition = { 'ForAllValues:StringEquals': { 'events:source': 'orders' } };
    await run(FAILING, BUS, stand.putRole('other', { Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS, Condition }));
    expect(warnings()).toEqual([expect.stringContaining('is not authorized to perform: events:PutEvents')]);
  });

  it.each([
    ['queue', () => `${queue}-gone`, 'The specified queue does not exist.'],
    ['bucket', () => 'arn:aws:s3:::gone', 'The specified bucket does not exist'],
    ['event bus', () => BUS, 'went to the bus'],
    ['FIFO queue', () => stand.sqs.putQueue({ name: 'q.fifo', fifo: true }), 'MessageGroupId'],
  ])('when the %s cannot accept it, then it is lost with a warning', async (_what, destination, reason) => {
    await run(FAILING, destination());
    expect(warnings()).toEqual([expect.stringContaining(reason)]);
  });

  it('when the record is larger than the destination accepts, then it is lost with a warning', async () => {
    const catcher = await stand.putFunction('catcher', ECHO);
    await run(`export const handler = () => 'x'.repeat(1_048_576);`, catcher);
    expect(warnings()).toEqual([expect.stringMatching(/byte payload is too large for the Event invocation type \(limit 1048576 bytes\)$/)]);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
describe('the dead-letter queue of a function', () => {
  const letter = async (source: string, more: { readonly roleArn?: string; readonly deadLetterQueueArn?: string } = {}) => {
    const arn = await stand.putFunction('f', source, { deadLetterQueueArn: queue, ...more });
    stand.lambda.invokeAsync(arn, '{"raise_error":1}', { requestId: 'r-1', traceHeader: TRACE });
    await stand.clock.advance({ hours: 1 });
    return stand.take(queue);
  };

  it('when the retries are exhausted, then it receives the event with the error', async () => {
    expect(await letter(FAILING)).toMatchObject([
      {
        body: '{"raise_error":1}',
        attributes: { AWSTraceHeader: TRACE },
        messageAttributes: {
          RequestID: { dataType: 'String', stringValue: 'r-1' },
          ErrorCode: { dataType: 'Number', stringValue: '200' },
          ErrorMessage: { dataType: 'String', stringValue: 'too far' },
        },
      },
    ]);
  });

  it.each([
    ['longer than 1 KB', "'x'.repeat(2_000)", 'x'.repeat(1_024)],
    ['of wide characters', "'é'.repeat(1_000)", 'é'.repeat(512)],
    ['cut inside a character', "'x' + 'é'.repeat(1_000)", `x${'é'.repeat(511)}`],
    ['empty', "''", '-'],
    ['not sendable', "'a\\u0000b'", 'a\uFFFDb'],
  ])('when the message of the error is %s, then the sendable part of it is in the letter', async (_what, message, expected) => {
    const [received] = await letter(`export const handler = () => { throw new Error(${message}); };`);
    expect(received?.messageAttributes['ErrorMessage']?.stringValue).toBe(expected);
  });

  it('when the function succeeds, then it receives nothing', async () => {
    expect(await letter(ECHO)).toEqual([]);
  });

  it('when the function has a destination too, then both receive the event', async () => {
    const failures = stand.sqs.putQueue({ name: 'failures' });
    await stand.putFunction('f', FAILING);
    stand.lambda.putAsyncConfig('f', { onFailure: failures });
    expect(await letter(FAILING)).toHaveLength(1);
    expect(stand.take(failures)).toHaveLength(1);
  });

  it.each([
    [
      'the role may not send',
      () => ({ roleArn: stand.putRole('weak', { Effect: 'Allow', Action: 'logs:*', Resource: '*' }) }),
      'not authorized',
    ],
    ['it does not exist', () => ({ deadLetterQueueArn: `${queue}-gone` }), 'The specified queue does not exist.'],
  ])('when %s, then the event is lost with a warning', async (_what, more, reason) => {
    expect(await letter(FAILING, more())).toEqual([]);
    expect(warnings()).toEqual([expect.stringMatching(`The event of f \\(r-1\\), which was given up, did not reach .*${reason}`)]);
  });
});
