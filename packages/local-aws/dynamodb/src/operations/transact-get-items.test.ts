import { BatchWriteItemCommand, TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from '../testing/dynamodb-stand.ts';

let local: DynamoDbFixture;
beforeAll(async () => {
  local = await startDynamoDb({ tables: [{ name: 'orders', hashKey: 'id', attributes: { id: 'S' } }] });
  const items = ['a', 'b'].map((id) => ({ PutRequest: { Item: { id: { S: id }, x: { N: '1' }, y: { N: '2' } } } }));
  await local.client.send(new BatchWriteItemCommand({ RequestItems: { orders: items } }));
});
afterAll(() => local.close());

const get = (id: string, more: object = {}): { Get: { TableName: string; Key: { id: { S: string } } } } => ({
  Get: { TableName: 'orders', Key: { id: { S: id } }, ...more },
});

describe('TransactGetItems', () => {
  it('when items are requested, then they are returned in that order, and missing ones are empty', async () => {
    const { Responses } = await local.client.send(
      new TransactGetItemsCommand({
        TransactItems: [get('b', { ProjectionExpression: '#x', ExpressionAttributeNames: { '#x': 'x' } }), get('none'), get('a')],
      }),
    );
    expect(Responses).toEqual([{ Item: { x: { N: '1' } } }, {}, { Item: { id: { S: 'a' }, x: { N: '1' }, y: { N: '2' } } }]);
  });

  it('when a key does not fit the table, then the transaction is cancelled with the reason', async () => {
    const bad = { Get: { TableName: 'orders', Key: { id: { N: '1' } } } };
    await expect(local.client.send(new TransactGetItemsCommand({ TransactItems: [get('a'), bad] }))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError', Message: 'The provided key element does not match the schema' }],
    });
  });

  it.each([
    ['a table is unknown', [{ Get: { TableName: 'nowhere', Key: { id: { S: 'a' } } } }], 'ResourceNotFoundException'],
    ['there are 101', Array.from({ length: 101 }, (_, i) => get(`${i}`)), 'ValidationException'],
    ['a name is unused', [get('a', { ProjectionExpression: 'x', ExpressionAttributeNames: { '#q': 'q' } })], 'ValidationException'],
  ])('when %s, then it is refused', async (_, TransactItems, name) => {
    await expect(local.client.send(new TransactGetItemsCommand({ TransactItems }))).rejects.toMatchObject({ name });
  });
});
