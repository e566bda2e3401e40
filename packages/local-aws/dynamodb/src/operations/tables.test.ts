import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from '../testing/dynamodb-stand.ts';

let local: DynamoDbFixture;
beforeEach(async () => {
  local = await startDynamoDb();
});
afterEach(() => local.close());

const TABLE: CreateTableCommandInput = {
  TableName: 'orders',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
  ],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-time',
      KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] },
    },
  ],
};
const create = (more: Partial<CreateTableCommandInput> = {}) => local.client.send(new CreateTableCommand({ ...TABLE, ...more }));
const describeTable = async () => (await local.client.send(new DescribeTableCommand({ TableName: 'orders' }))).Table;

describe('CreateTable and DescribeTable', () => {
  it('when a table is created, then it is described with its keys, indexes and counts', async () => {
    await create();
    await local.client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'a' }, at: { N: '1' } } }));
    expect(await describeTable()).toMatchObject({
      TableName: 'orders',
      TableArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders',
      TableStatus: 'ACTIVE',
      CreationDateTime: new Date('2026-01-01T00:00:00Z'),
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: TABLE.AttributeDefinitions,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ItemCount: 1,
      TableSizeBytes: 7,
      DeletionProtectionEnabled: false,
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-time',
          IndexArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders/index/by-time',
          IndexStatus: 'ACTIVE',
          ItemCount: 1,
          KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] },
        },
      ],
    });
  });

  it('when throughput is provisioned, then it is shown', async () => {
    await local.client.send(
      new CreateTableCommand({
        TableName: 'orders',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      }),
    );
    expect((await describeTable())?.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 5, WriteCapacityUnits: 6 });
  });

  it('when a table is created twice, then the second time it is in use', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'ResourceInUseException', message: 'Table already exists: orders' });
  });

  it('when a key has no definition, then the table is refused', async () => {
    await expect(create({ AttributeDefinitions: [] })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('when a table is unknown, then its name is in the error', async () => {
    const message = 'Requested resource not found: Table: orders not found';
    await expect(describeTable()).rejects.toMatchObject({ name: 'ResourceNotFoundException', message });
    await expect(local.client.send(new DeleteTableCommand({ TableName: 'orders' }))).rejects.toMatchObject({ message });
    await expect(local.client.send(new DescribeTimeToLiveCommand({ TableName: 'orders' }))).rejects.toMatchObject({ message });
    await expect(local.client.send(new DescribeContinuousBackupsCommand({ TableName: 'orders' }))).rejects.toMatchObject({
      name: 'TableNotFoundException',
    });
  });
});

describe('DeleteTable', () => {
  it('when a table is deleted and created again, then it is empty', async () => {
    await create();
    await local.client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'a' }, at: { N: '1' } } }));
    await local.client.send(new DeleteTableCommand({ TableName: 'orders' }));
    await create();
    expect((await local.client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }))).Item).toBeUndefined();
    expect(await describeTable()).toMatchObject({ ItemCount: 0, GlobalSecondaryIndexes: [{ ItemCount: 0 }] });
  });

  it('when a table is protected against deletion, then it stays', async () => {
    await create({ DeletionProtectionEnabled: true });
    await expect(local.client.send(new DeleteTableCommand({ TableName: 'orders' }))).rejects.toThrow(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
    expect((await describeTable())?.DeletionProtectionEnabled).toBe(true);
  });
});

describe('ListTables', () => {
  it('when there are more names than the limit, then the next page begins after the last name', async () => {
    for (const TableName of ['ccc', 'aaa', 'bbb']) await create({ TableName });
    const list = async (more: object = {}) => {
      const { TableNames, LastEvaluatedTableName } = await local.client.send(new ListTablesCommand(more));
      return [TableNames, LastEvaluatedTableName];
    };
    expect(await list()).toEqual([['aaa', 'bbb', 'ccc'], undefined]);
    expect(await list({ Limit: 2 })).toEqual([['aaa', 'bbb'], 'bbb']);
    expect(await list({ Limit: 2, ExclusiveStartTableName: 'bbb' })).toEqual([['ccc'], undefined]);
  });
});

describe('TTL and backups', () => {
  const setTtl = (AttributeName: string, Enabled: boolean) =>
    local.client.send(new UpdateTimeToLiveCommand({ TableName: 'orders', TimeToLiveSpecification: { AttributeName, Enabled } }));
  const ttl = async () => (await local.client.send(new DescribeTimeToLiveCommand({ TableName: 'orders' }))).TimeToLiveDescription;

  it('when TTL is switched on and off, then it is described so', async () => {
    await create();
    expect(await ttl()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await setTtl('expires', true);
    expect(await ttl()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    await expect(setTtl('expires', true)).rejects.toThrow('TimeToLive is already enabled');
    await expect(setTtl('other', true)).rejects.toThrow(
      'TimeToLive is active on a different AttributeName: current AttributeName is expires',
    );
    await setTtl('expires', false);
    await expect(setTtl('expires', false)).rejects.toThrow('TimeToLive is already disabled');
  });

  it('when point-in-time recovery is declared, then it is described as enabled', async () => {
    local.dynamoDb.putTable({ name: 'orders', hashKey: 'id', attributes: { id: 'S' }, pointInTimeRecovery: true });
    const answer = await local.client.send(new DescribeContinuousBackupsCommand({ TableName: 'orders' }));
    expect(answer.ContinuousBackupsDescription).toMatchObject({
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
    });
  });
});
