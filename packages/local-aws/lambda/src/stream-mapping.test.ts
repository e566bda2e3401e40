import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateEventSourceMappingCommand, LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { dynamodb } from '@plumbline/local-aws-dynamodb';
import type { Occurrence } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STREAM_DEFAULTS, type StreamMapping } from './stream-mapping.ts';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

const ARN = 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders/stream/1';

let stand: FunctionStand<{ readonly dynamodb: typeof dynamodb }>;
let client: DynamoDBClient;
let lambda: LambdaClient;
let dead: string;

beforeEach(async () => {
  stand = await startFunctionStand({}, { dynamodb });
  const attributes = { id: 'S' } as const;
  stand.dynamodb.putTable({ name: 'orders', hashKey: 'id', attributes, stream: { viewType: 'NEW_AND_OLD_IMAGES', label: '1' } });
  client = new DynamoDBClient(stand.clientConfig);
  lambda = new LambdaClient(stand.clientConfig);
  dead = stand.sqs.putQueue({ name: 'dead' });
});
afterEach(async () => {
  client.destroy();
  lambda.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const put = async (...ids: readonly string[]): Promise<void> => {
  for (const id of ids) await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }));
};
/** Deploys a function that does `body` with the `ids` of its `records`, and maps the stream to it. */
const map = async (body: string, more: Partial<StreamMapping> = {}, roleArn?: string): Promise<string> => {
  const source = `export const handler = async ({ Records: records }) => { const ids = records.map((r) => r.dynamodb.Keys.id.S); ${body} };`;
  const functionArn = await stand.putFunction('f', source, roleArn === undefined ? {} : { roleArn });
  stand.lambda.putEventSourceMapping({ ...STREAM_DEFAULTS, streamArn: ARN, functionArn, startingPosition: 'TRIM_HORIZON', ...more });
  stand.lambda.start();
  return functionArn;
};
interface Event {
  readonly Records: readonly {
    readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } }; readonly SequenceNumber: string };
  }[];
}
const events = (): readonly Event[] =>
  stand.occurrences
    .filter((one): one is Occurrence & { kind: 'invocation' } => one.kind === 'invocation')
    .map(({ event }) => JSON.parse(event) as Event);
const batches = (): readonly string[] => events().map(({ Records }) => Records.map(({ dynamodb }) => dynamodb.Keys.id.S).join(' '));
const letters = () => stand.take(dead).map(({ body }) => JSON.parse(body) as Record<string, unknown>);

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
describe('batches of a stream', () => {
  it('when items change, then the function gets the records in AWS’s form', async () => {
    await map('return null;');
    await put('a');
    await stand.settled();
    expect(events()).toMatchObject([
      {
        Records: [
          {
            ...{ eventName: 'INSERT', eventVersion: '1.1', eventSource: 'aws:dynamodb', awsRegion: 'eu-west-1', eventSourceARN: ARN },
            dynamodb: { Keys: { id: { S: 'a' } }, NewImage: { id: { S: 'a' } }, StreamViewType: 'NEW_AND_OLD_IMAGES' },
          },
        ],
      },
    ]);
  });

  it('when there were records before, then TRIM_HORIZON takes them, and LATEST does not', async () => {
    await put('a');
    await map('return null;', { startingPosition: 'LATEST' });
    await put('b');
    await stand.settled();
    expect(batches()).toEqual(['b']);
  });

  it('when patterns filter, then the others are skipped', async () => {
    await map('return null;', { filterPatterns: ['{"dynamodb":{"Keys":{"id":{"S":[{"prefix":"x"}]}}}}', '{"eventName":["REMOVE"]}'] });
    await put('a', 'x1', 'b', 'x2');
    await stand.settled();
    expect(batches().join(' ')).toBe('x1 x2');
  });

  it('when the mapping is disabled, then nothing runs', async () => {
    await map('return null;', { enabled: false });
    await put('a');
    await stand.settled();
    expect(batches()).toEqual([]);
  });
});

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
describe('failures', () => {
  it('when retries are exhausted, then the destination gets the metadata of the batch', async () => {
    const functionArn = await map('throw new Error("no");', { retriesMax: 1, onFailure: dead });
    await put('a');
    await stand.clock.advance({ minutes: 5 });
    expect(batches()).toEqual(['a', 'a']);
    const number = events()[0]?.Records[0]?.dynamodb.SequenceNumber;
    expect(letters()).toEqual([
      {
        requestContext: { requestId: expect.any(String), functionArn, condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        version: '1.0',
        timestamp: expect.any(String),
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-/),
          startSequenceNumber: number,
          endSequenceNumber: number,
          approximateArrivalOfFirstRecord: '2026-01-01T00:00:00Z',
          approximateArrivalOfLastRecord: '2026-01-01T00:00:00Z',
          batchSize: 1,
          streamArn: ARN,
        },
      },
    ]);
  });

  it('when the destination is a bucket, then the object has the records, too', async () => {
    stand.s3.putBucket({ name: 'failed' });
    await map('throw new Error("no");', { retriesMax: 0, onFailure: 'arn:aws:s3:::failed' });
    await put('a');
    await stand.clock.advance({ minutes: 1 });
    const row = stand.store.prepare("select key from s3_version where key like 'aws/lambda/%'").get();
    expect(String(row?.['key'])).toMatch(/^aws\/lambda\/[0-9a-f-]{36}\/shardId-\d{20}-[0-9a-f]{8}\/2026\/01\/01\//);
  });

  it('when the batch is bisected, then only the bad record is discarded', async () => {
    await map('if (ids.includes("b")) throw new Error("no");', { bisects: true, retriesMax: 0, onFailure: dead, windowSeconds: 1 });
    await put('a', 'b', 'c');
    await stand.clock.advance({ minutes: 5 });
    expect(batches()).toEqual(['a b c', 'a b', 'a', 'b', 'c']);
    expect(letters()).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1 } }]);
  });

  it.each<readonly [answer: string, again: string | undefined]>([
    ['null', undefined],
    ['{ batchItemFailures: [] }', undefined],
    ['{ batchItemFailures: [{ itemIdentifier: numbers[1] }] }', 'b c'],
    ['{ batchItemFailures: [{ itemIdentifier: numbers[2] }, { itemIdentifier: numbers[1] }] }', 'b c'],
    ['{ batchItemFailures: [{ itemIdentifier: "" }] }', 'a b c'],
    ['{ batchItemFailures: [{ wrong: numbers[1] }] }', 'a b c'],
    ['"ok"', 'a b c'],
  ])('when the function responds %s, then %s is tried again', async (answer, again) => {
    const numbers = 'const numbers = records.map((r) => r.dynamodb.SequenceNumber);';
    await map(`${numbers} globalThis.done ??= 0; return globalThis.done++ ? null : ${answer};`, {
      reportsFailures: true,
      windowSeconds: 1,
    });
    await put('a', 'b', 'c');
    await stand.clock.advance({ minutes: 5 });
    expect(batches()).toEqual(['a b c', ...(again === undefined ? [] : [again])]);
  });

  it('when the role may not read the stream, then the mapping does not start', async () => {
    const weak = stand.putRole('weak', { Effect: 'Allow', Action: 'dynamodb:Get*', Resource: ARN });
    await expect(map('return null;', {}, weak)).rejects.toThrow('is not authorized to perform: dynamodb:DescribeStream');
  });
});

/** https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
describe('over the API', () => {
  const create = async (more: object = {}) => {
    await stand.putFunction('f', 'export const handler = () => null;');
    stand.lambda.start();
    return lambda.send(
      new CreateEventSourceMappingCommand({ FunctionName: 'f', EventSourceArn: ARN, StartingPosition: 'LATEST', ...more }),
    );
  };

  it('when a mapping is created and changed, then its settings are those of streams', async () => {
    const { UUID, ...created } = await create({ DestinationConfig: { OnFailure: { Destination: dead } } });
    expect(created).toMatchObject({
      ...{ BatchSize: 100, MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1, BisectBatchOnFunctionError: false },
      ...{ ParallelizationFactor: 1, StartingPosition: 'LATEST', DestinationConfig: { OnFailure: { Destination: dead } } },
    });
    const changed = await lambda.send(
      new UpdateEventSourceMappingCommand({ UUID, MaximumRetryAttempts: 3, BisectBatchOnFunctionError: true }),
    );
    expect(changed).toMatchObject({ MaximumRetryAttempts: 3, BisectBatchOnFunctionError: true, BatchSize: 100 });
    await expect(create()).rejects.toMatchObject({ name: 'ResourceConflictException' });
  });

  it.each([
    ['no starting position', { StartingPosition: undefined }],
    ['a time as the starting position', { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: new Date(0) }],
    ['a batch size of 10,001', { BatchSize: 10_001 }],
    ['a record age of 59 seconds', { MaximumRecordAgeInSeconds: 59 }],
    ['a factor of 11', { ParallelizationFactor: 11 }],
    ['a FIFO queue as the destination', { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:000000000000:q.fifo' } } }],
    ['a concurrency, which is for queues', { ScalingConfig: { MaximumConcurrency: 2 } }],
    ['a tumbling window', { TumblingWindowInSeconds: 30 }],
    ['a stream that does not exist', { EventSourceArn: ARN.replace('orders', 'none') }],
  ])('when it has %s, then it is refused', async (_what, more) => {
    await expect(create(more)).rejects.toMatchObject({ name: expect.stringMatching(/Validation|InvalidParameterValue/) });
  });
});
