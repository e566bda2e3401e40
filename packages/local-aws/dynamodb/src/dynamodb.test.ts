import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openStore } from '@plumbline/local-aws-kernel';
import { afterEach, describe, expect, it } from 'vitest';
import type { TableDefinition } from './table-definition.ts';
import { type DynamoDbFixture, type FixtureProps, startDynamoDb } from './testing/dynamodb-stand.ts';

const ORDERS: TableDefinition = {
  name: 'orders',
  hashKey: 'id',
  attributes: { id: 'S', customer: 'S', total: 'N' },
  globalSecondaryIndexes: [{ name: 'by-customer', hashKey: 'customer', projection: 'ALL' }],
};
const ARN = 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders';
const TableName = 'orders';
const Key = { id: { S: 'a' } };

let open: DynamoDbFixture[] = [];
const start = async (props: FixtureProps = {}): Promise<DynamoDbFixture> => {
  const fixture = await startDynamoDb({ tables: [ORDERS], ...props });
  open.push(fixture);
  return fixture;
};
afterEach(async () => {
  for (const fixture of open) await fixture.close();
  open = [];
});

describe('permissions', () => {
  const byCustomer = {
    TableName,
    IndexName: 'by-customer',
    KeyConditionExpression: 'customer = :c',
    ExpressionAttributeValues: { ':c': { S: 'c' } },
  };
  const cases: readonly (readonly [object, readonly (readonly [string, string])[]])[] = [
    [new PutItemCommand({ TableName, Item: Key }), [['PutItem', ARN]]],
    [new GetItemCommand({ TableName, Key }), [['GetItem', ARN]]],
    [new GetItemCommand({ TableName: ARN, Key }), [['GetItem', ARN]]],
    [new DeleteItemCommand({ TableName, Key }), [['DeleteItem', ARN]]],
    [new UpdateItemCommand({ TableName, Key }), [['UpdateItem', ARN]]],
    [new QueryCommand(byCustomer), [['Query', `${ARN}/index/by-customer`]]],
    [new ScanCommand({ TableName }), [['Scan', ARN]]],
    [new ScanCommand({ TableName, IndexName: 'by-customer' }), [['Scan', `${ARN}/index/by-customer`]]],
    [new BatchGetItemCommand({ RequestItems: { orders: { Keys: [Key] } } }), [['BatchGetItem', ARN]]],
    [new BatchWriteItemCommand({ RequestItems: { orders: [{ PutRequest: { Item: Key } }] } }), [['BatchWriteItem', ARN]]],
    [new ListTablesCommand({}), [['ListTables', '*']]],
    [new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] }), [['GetItem', ARN]]],
    [
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { id: { S: '1' } } } },
          { Put: { TableName, Item: { id: { S: '2' } } } },
          { Delete: { TableName, Key: { id: { S: '3' } } } },
          { Update: { TableName, Key: { id: { S: '4' } }, UpdateExpression: 'REMOVE x' } },
          { ConditionCheck: { TableName, Key: { id: { S: '5' } }, ConditionExpression: 'attribute_not_exists(id)' } },
        ],
      }),
      [
        ['PutItem', ARN],
        ['DeleteItem', ARN],
        ['UpdateItem', ARN],
        ['ConditionCheckItem', ARN],
      ],
    ],
  ];
  it.each(cases.map(([command, expected]) => [command.constructor.name, command, expected] as const))(
    'when %s is called, then IAM is asked for its actions and resources',
    async (_, command, expected) => {
      const { client, asked } = await start();
      await client.send(command as GetItemCommand);
      expect(asked).toEqual(expected.map(([action, resource]) => ({ action: `dynamodb:${action}`, resource })));
    },
  );

  it('when the caller may not, then nothing is done, and the error does not reveal whether the table exists', async () => {
    const { client, store, refused } = await start();
    refused.add('dynamodb:PutItem');
    for (const name of ['orders', 'nowhere']) {
      await expect(client.send(new PutItemCommand({ TableName: name, Item: Key }))).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
    }
    expect(store.prepare('select count(*) n from ddb_item').get()?.n).toBe(0);
  });
});

describe('requests', () => {
  it.each([
    ['AttributesToGet', new GetItemCommand({ TableName, Key, AttributesToGet: ['x'] })],
    ['Expected', new PutItemCommand({ TableName, Item: Key, Expected: { id: { Exists: false } } })],
    ['AttributeUpdates', new UpdateItemCommand({ TableName, Key, AttributeUpdates: { x: { Action: 'DELETE' } } })],
    [
      'KeyConditions',
      new QueryCommand({ TableName, KeyConditions: { id: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] } } }),
    ],
    ['ScanFilter', new ScanCommand({ TableName, ScanFilter: { x: { ComparisonOperator: 'NULL' } } })],
  ])('when the legacy parameter %s is used, then it is refused by name', async (name, command) => {
    const { client } = await start();
    await expect(client.send(command as GetItemCommand)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(`local-aws supports expressions only, not the legacy parameter ${name}.`),
    });
  });

  it('when an operation does not exist, then the error names it', async () => {
    const { client } = await start();
    await expect(client.send(new UpdateTableCommand({ TableName }))).rejects.toThrow('local-aws does not implement dynamodb UpdateTable');
  });

  it('when a table is named by its ARN, then it is the table', async () => {
    const { client } = await start();
    await client.send(new PutItemCommand({ TableName: ARN, Item: Key }));
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual(Key);
    const { Responses } = await client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName: ARN, Key } }] }));
    expect(Responses).toEqual([{ Item: Key }]);
  });

  it('when the document client is used, then JavaScript values survive the round trip', async () => {
    const { client } = await start();
    const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    const Item = { id: 'a', n: 1.5, list: [1, 'two', { three: true }], set: new Set(['x']), nothing: null, bytes: new Uint8Array([1, 2]) };
    await document.send(new PutCommand({ TableName, Item }));
    expect((await document.send(new GetCommand({ TableName, Key: { id: 'a' } }))).Item).toEqual(Item);
    const { Attributes } = await document.send(
      new UpdateCommand({
        TableName,
        Key: { id: 'a' },
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    expect(Attributes).toEqual({ n: 2.5 });
  });

  it('when an attribute has a name that JavaScript gives a meaning, then it is an attribute like others', async () => {
    const { client } = await start();
    const Item = { ...Key, constructor: { S: 'c' }, toString: { S: 't' }, hasOwnProperty: { N: '1' } };
    await client.send(new PutItemCommand({ TableName, Item }));
    const get = new GetItemCommand({
      TableName,
      Key,
      ProjectionExpression: '#c, valueOf',
      ExpressionAttributeNames: { '#c': 'constructor' },
    });
    expect((await client.send(get)).Item).toEqual({ constructor: { S: 'c' } });
  });
});

describe('putTable', () => {
  const put = (local: DynamoDbFixture, id: string, more: object): Promise<unknown> =>
    local.client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...more } }));
  const count = async (local: DynamoDbFixture, IndexName: string): Promise<number | undefined> =>
    (await local.client.send(new ScanCommand({ TableName, IndexName }))).Count;

  it('when indexes are added, changed and removed, then items stay and indexes contain them', async () => {
    const local = await start();
    await put(local, 'a', { customer: { S: 'c' }, total: { N: '5' } });
    await put(local, 'b', { customer: { S: 'c' } });
    local.dynamoDb.putTable({
      ...ORDERS,
      globalSecondaryIndexes: [
        { name: 'by-customer', hashKey: 'customer', rangeKey: 'total', projection: 'KEYS_ONLY' },
        { name: 'by-total', hashKey: 'total', projection: 'ALL' },
      ],
    });
    expect(await count(local, 'by-customer')).toBe(1);
    expect(await count(local, 'by-total')).toBe(1);
    await put(local, 'b', { customer: { S: 'c' }, total: { N: '6' } });
    expect(await count(local, 'by-customer')).toBe(2);
    expect(await count(local, 'by-total')).toBe(2);
    local.dynamoDb.putTable({ ...ORDERS, globalSecondaryIndexes: [] });
    await expect(count(local, 'by-customer')).rejects.toThrow('The table does not have the specified index: by-customer');
    expect(local.store.prepare('select count(*) n from ddb_index_row').get()?.n).toBe(0);
    expect((await local.client.send(new ScanCommand({ TableName }))).Count).toBe(2);
  });

  it('when the primary key changes, then it is refused and the items stay', async () => {
    const local = await start();
    await put(local, 'a', {});
    expect(() => local.dynamoDb.putTable({ ...ORDERS, hashKey: 'customer' })).toThrow(/primary key of table "orders" has changed/);
    expect((await local.client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual(Key);
  });

  it('when the process starts again on the same file, then tables, items and indexes exist', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-aws-dynamodb-'));
    const file = join(folder, 'store.db');
    const first = await startDynamoDb({ tables: [ORDERS], store: openStore(file) });
    await put(first, 'a', { customer: { S: 'c' } });
    await first.close();
    for (const tables of [[], [ORDERS]]) {
      const again = await startDynamoDb({ tables, store: openStore(file) });
      expect((await again.client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual({ ...Key, customer: { S: 'c' } });
      expect(await count(again, 'by-customer')).toBe(1);
      await again.close();
    }
    rmSync(folder, { recursive: true });
  });
});
