import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { type VirtualClock, virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TableDefinition } from '../table-definition.ts';
import { type DynamoDbFixture, startDynamoDb } from '../testing/dynamodb-stand.ts';
import { STREAM_VIEW_TYPES, type StreamViewType } from './stream-view-type.ts';

const LABEL = '2026-01-01T00:00:00.000';
const ARN = `arn:aws:dynamodb:eu-west-1:000000000000:table/orders/stream/${LABEL}`;
const table = (viewType: StreamViewType): TableDefinition => ({
  ...{ name: 'orders', hashKey: 'pk', rangeKey: 'sk', attributes: { pk: 'S', sk: 'S' }, ttlAttribute: 'expires' },
  stream: { viewType, label: LABEL },
});

let clock: VirtualClock;
let local: DynamoDbFixture;
let streams: DynamoDBStreamsClient;

const begin = async (viewType: StreamViewType = 'NEW_AND_OLD_IMAGES'): Promise<void> => {
  clock = virtualClock();
  local = await startDynamoDb({ tables: [table(viewType)], clock });
  local.dynamoDb.start();
  streams = new DynamoDBStreamsClient(local.clientConfig);
};
const end = async (): Promise<void> => {
  streams.destroy();
  await local.close();
  expect(local.errors).toEqual([]);
};
beforeEach(() => begin());
afterEach(end);

const KEY = { pk: { S: 'a' }, sk: { S: '1' } };
const put = (item: object = {}, key: object = KEY): Promise<unknown> =>
  local.client.send(new PutItemCommand({ TableName: 'orders', Item: { ...key, ...item } as never }));

const shardId = async (): Promise<string> => {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: ARN }));
  return StreamDescription?.Shards?.[0]?.ShardId ?? '';
};
const iterator = async (type: ShardIteratorType = 'TRIM_HORIZON', SequenceNumber?: string): Promise<string> => {
  const request = { StreamArn: ARN, ShardId: await shardId(), ShardIteratorType: type, ...(SequenceNumber && { SequenceNumber }) };
  return (await streams.send(new GetShardIteratorCommand(request))).ShardIterator ?? '';
};
const records = async (type?: ShardIteratorType, number?: string) =>
  (await streams.send(new GetRecordsCommand({ ShardIterator: await iterator(type, number) }))).Records ?? [];
const names = async (): Promise<readonly (string | undefined)[]> => (await records()).map(({ eventName }) => eventName);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
describe('the record of a change', () => {
  it('when an item is created, changed and deleted, then the records say so, in order', async () => {
    await put({ n: { N: '1' } });
    await local.client.send(
      new UpdateItemCommand({
        TableName: 'orders',
        Key: KEY,
        UpdateExpression: 'set n = :n',
        ExpressionAttributeValues: { ':n': { N: '2' } },
      }),
    );
    await local.client.send(new DeleteItemCommand({ TableName: 'orders', Key: KEY }));
    const found = await records();
    expect(found).toMatchObject([
      { eventName: 'INSERT', eventVersion: '1.1', eventSource: 'aws:dynamodb', awsRegion: 'eu-west-1' },
      { eventName: 'MODIFY', dynamodb: { Keys: KEY, OldImage: { ...KEY, n: { N: '1' } }, NewImage: { ...KEY, n: { N: '2' } } } },
      { eventName: 'REMOVE', dynamodb: { Keys: KEY, OldImage: { ...KEY, n: { N: '2' } } } },
    ]);
    const numbers = found.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    expect([...numbers].sort()).toEqual(numbers);
    expect(numbers.every((number) => /^\d{21,40}$/.test(number))).toBe(true);
    expect(new Set(found.map(({ eventID }) => eventID)).size).toBe(3);
  });

  it.each([
    ['KEYS_ONLY', undefined, undefined],
    ['NEW_IMAGE', undefined, '2'],
    ['OLD_IMAGE', '1', undefined],
    ['NEW_AND_OLD_IMAGES', '1', '2'],
  ] as const)('when the view type is %s, then the images are %s and %s', async (viewType, old, next) => {
    await end();
    await begin(viewType);
    await put({ n: { N: '1' } });
    await put({ n: { N: '2' } });
    const record = (await records())[1]?.dynamodb;
    expect(record?.Keys).toEqual(KEY);
    expect(record?.StreamViewType).toBe(viewType);
    expect(record?.OldImage?.n?.N).toBe(old);
    expect(record?.NewImage?.n?.N).toBe(next);
  });

  it('when it is measured, then its size is that of its keys and images', async () => {
    await put({ n: { N: '1' } });
    // Keys: pk + a + sk + 1 = 6 bytes; the image has 3 more for n.
    expect((await records())[0]?.dynamodb?.SizeBytes).toBe(6 + 9);
  });

  it('when it is dated, then its time has whole seconds', async () => {
    await clock.advance({ ms: 1_700 });
    await put();
    expect((await records())[0]?.dynamodb?.ApproximateCreationDateTime).toEqual(new Date(clock.now() - 700));
  });

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
  it('when a write changes nothing, then there is no record', async () => {
    await put({ tags: { SS: ['a', 'b'] } });
    await put({ tags: { SS: ['b', 'a'] } });
    await local.client.send(new DeleteItemCommand({ TableName: 'orders', Key: { ...KEY, sk: { S: 'none' } } }));
    expect(await names()).toEqual(['INSERT']);
  });

  it('when a batch or a transaction writes, then each item has a record', async () => {
    await local.client.send(
      new BatchWriteItemCommand({
        RequestItems: { orders: [{ PutRequest: { Item: KEY } }, { PutRequest: { Item: { ...KEY, sk: { S: '2' } } } }] },
      }),
    );
    await local.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Delete: { TableName: 'orders', Key: KEY } }, { Put: { TableName: 'orders', Item: { ...KEY, sk: { S: '3' } } } }],
      }),
    );
    expect(await names()).toEqual(['INSERT', 'INSERT', 'REMOVE', 'INSERT']);
  });

  it('when a transaction is cancelled, then there is no record', async () => {
    const check = { TableName: 'orders', Key: { ...KEY, sk: { S: 'x' } }, ConditionExpression: 'attribute_exists(pk)' };
    const request = { TransactItems: [{ Put: { TableName: 'orders', Item: KEY } }, { ConditionCheck: check }] };
    await expect(local.client.send(new TransactWriteItemsCommand(request))).rejects.toThrow('Transaction cancelled');
    expect(await names()).toEqual([]);
  });

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html */
  it('when TTL deletes an item, then DynamoDB is the one who did it', async () => {
    await put({ expires: { N: String(clock.now() / 1_000 + 10) } });
    await clock.advance({ minutes: 5 });
    const [, removed] = await records();
    expect(removed).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
    });
    expect((await records())[0]?.userIdentity).toBeUndefined();
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
describe('iterators', () => {
  it('when there are more records than the limit, then the next iterator continues', async () => {
    for (const sk of ['1', '2', '3']) await put({}, { ...KEY, sk: { S: sk } });
    const first = await streams.send(new GetRecordsCommand({ ShardIterator: await iterator(), Limit: 2 }));
    const second = await streams.send(new GetRecordsCommand({ ShardIterator: first.NextShardIterator }));
    expect([first, second].map(({ Records = [] }) => Records.map(({ dynamodb }) => dynamodb?.Keys?.sk?.S))).toEqual([['1', '2'], ['3']]);
  });

  it('when it starts at, after, or behind the last record, then it returns those', async () => {
    for (const sk of ['1', '2', '3']) await put({}, { ...KEY, sk: { S: sk } });
    const second = (await records())[1]?.dynamodb?.SequenceNumber;
    expect((await records('AT_SEQUENCE_NUMBER', second)).length).toBe(2);
    expect((await records('AFTER_SEQUENCE_NUMBER', second)).length).toBe(1);
    expect((await records('LATEST')).length).toBe(0);
  });

  it('when it is older than 15 minutes, then it has expired', async () => {
    const ShardIterator = await iterator();
    await clock.advance({ minutes: 15, ms: 1 });
    await expect(streams.send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({ name: 'ExpiredIteratorException' });
  });

  it('when records are older than 24 hours, then they are trimmed', async () => {
    await put();
    const number = (await records())[0]?.dynamodb?.SequenceNumber;
    await clock.advance({ hours: 23 });
    await put({}, { ...KEY, sk: { S: '2' } });
    expect((await records()).length).toBe(2);
    await clock.advance({ hours: 1 });
    expect((await records()).length).toBe(1);
    await expect(iterator('AT_SEQUENCE_NUMBER', number)).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
  });

  it.each([
    [
      'a shard that does not exist',
      { ShardId: 'shardId-00000000000000000000-00000000', ShardIteratorType: 'LATEST' },
      'ResourceNotFoundException',
    ],
    ['an unknown type', { ShardIteratorType: 'AT_TIMESTAMP' }, 'ValidationException'],
    ['no sequence number', { ShardIteratorType: 'AT_SEQUENCE_NUMBER' }, 'ValidationException'],
  ])('when it is requested with %s, then it is refused', async (_what, more, name) => {
    const request = { StreamArn: ARN, ShardId: await shardId(), ...more } as never;
    await expect(streams.send(new GetShardIteratorCommand(request))).rejects.toMatchObject({ name });
  });

  it('when the iterator is not one, then it is refused', async () => {
    await expect(streams.send(new GetRecordsCommand({ ShardIterator: 'x' }))).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
describe('streams', () => {
  it('when a stream is described, then it names its table, keys and shard', async () => {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: ARN }));
    expect(StreamDescription).toMatchObject({
      ...{ StreamArn: ARN, StreamLabel: LABEL, StreamStatus: 'ENABLED', StreamViewType: 'NEW_AND_OLD_IMAGES', TableName: 'orders' },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      Shards: [
        {
          ShardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/),
          SequenceNumberRange: { StartingSequenceNumber: expect.any(String) },
        },
      ],
    });
  });

  it('when the table is described, then it names its latest stream', async () => {
    const { Table } = await local.client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table).toMatchObject({
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      LatestStreamArn: ARN,
      LatestStreamLabel: LABEL,
    });
  });

  it('when tables are created with streams, then the list has them by table and in pages', async () => {
    for (const TableName of ['one', 'two'])
      await local.client.send(
        new CreateTableCommand({
          ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
        }),
      );
    const page = await streams.send(new ListStreamsCommand({ Limit: 2 }));
    expect(page.Streams?.map(({ TableName }) => TableName)).toEqual(['one', 'orders']);
    const rest = await streams.send(new ListStreamsCommand({ ExclusiveStartStreamArn: page.LastEvaluatedStreamArn }));
    expect(rest.Streams?.map(({ TableName }) => TableName)).toEqual(['two']);
    const one = await streams.send(new ListStreamsCommand({ TableName: 'one' }));
    expect(one.Streams).toMatchObject([{ StreamArn: expect.stringMatching(/table\/one\/stream\/2026-01-01T00:00:00.000$/) }]);
  });

  it('when its table is deleted, then it is disabled, readable for 24 hours, and its shard ends', async () => {
    await put();
    await local.client.send(new DeleteTableCommand({ TableName: 'orders' }));
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: ARN }));
    expect(StreamDescription?.StreamStatus).toBe('DISABLED');
    const answer = await streams.send(new GetRecordsCommand({ ShardIterator: await iterator() }));
    expect(answer.Records?.length).toBe(1);
    expect(answer.NextShardIterator).toBeUndefined();
    await clock.advance({ hours: 24 });
    await expect(streams.send(new DescribeStreamCommand({ StreamArn: ARN }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('when it is switched off, then changes leave no records', async () => {
    const { stream: _, ...without } = table('KEYS_ONLY');
    local.dynamoDb.putTable(without);
    await put();
    expect(await names()).toEqual([]);
  });

  it.each([
    ['enabled without a view type', { StreamEnabled: true }],
    ['disabled with a view type', { StreamEnabled: false, StreamViewType: 'KEYS_ONLY' }],
    ['of an unknown view type', { StreamEnabled: true, StreamViewType: 'ALL' }],
  ])('when a stream is %s, then the table is refused', async (_what, StreamSpecification) => {
    const request = {
      ...{ TableName: 'one', BillingMode: 'PAY_PER_REQUEST' as const },
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
      StreamSpecification: StreamSpecification as never,
    };
    await expect(local.client.send(new CreateTableCommand(request))).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
describe('permissions', () => {
  it('when streams are read, then the stream is the resource, and a list has none', async () => {
    await records();
    await streams.send(new ListStreamsCommand({}));
    expect(local.asked).toEqual([
      { action: 'dynamodb:DescribeStream', resource: ARN },
      { action: 'dynamodb:GetShardIterator', resource: ARN },
      { action: 'dynamodb:GetRecords', resource: ARN },
      { action: 'dynamodb:ListStreams', resource: '*' },
    ]);
  });
});

describe('the port', () => {
  it('when a change is on disk, then the watcher hears of it, and reads it', async () => {
    const reader = local.dynamoDb.offers.streams;
    let heard = 0;
    const stop = reader?.onRecord(ARN, () => {
      heard += 1;
    });
    await put();
    expect(heard).toBe(1);
    expect(reader?.read(ARN, { after: '', max: 10 })).toMatchObject([{ eventName: 'INSERT', eventSourceARN: ARN }]);
    stop?.();
    await put({ n: { N: '2' } });
    expect(heard).toBe(1);
  });

  it('when the view types are listed, then AWS has no more', () => {
    expect(STREAM_VIEW_TYPES.length).toBe(4);
  });
});
