import { BatchGetItemCommand, BatchWriteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from '../testing/dynamodb-stand.ts';

let local: DynamoDbFixture;
beforeAll(async () => {
  local = await startDynamoDb({
    tables: [
      { name: 'orders', hashKey: 'id', attributes: { id: 'S' } },
      { name: 'lines', hashKey: 'id', attributes: { id: 'S' } },
    ],
  });
});
afterAll(() => local.close());

const puts = (count: number): { PutRequest: { Item: { id: { S: string } } } }[] =>
  Array.from({ length: count }, (_, i) => ({ PutRequest: { Item: { id: { S: `${i}` } } } }));

describe('BatchWriteItem', () => {
  it('when it writes to two tables, then the response has the capacity of each', async () => {
    const answer = await local.client.send(
      new BatchWriteItemCommand({ RequestItems: { orders: puts(2), lines: puts(1) }, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(answer.UnprocessedItems).toEqual({});
    expect(answer.ConsumedCapacity).toEqual([
      { TableName: 'orders', CapacityUnits: 2 },
      { TableName: 'lines', CapacityUnits: 1 },
    ]);
  });

  it('when its tables have more than 25 items together, then it is refused', async () => {
    await expect(local.client.send(new BatchWriteItemCommand({ RequestItems: { orders: puts(20), lines: puts(6) } }))).rejects.toThrow(
      'Too many items requested for the BatchWriteItem call',
    );
  });
});

describe('BatchGetItem', () => {
  it('when the answer would be over 16 MB, then the remaining keys are returned', async () => {
    const ids = Array.from({ length: 45 }, (_, i) => ({ id: { S: `large ${i}` } }));
    for (const id of ids)
      await local.client.send(new PutItemCommand({ TableName: 'orders', Item: { ...id, x: { S: 'x'.repeat(390 * 1024) } } }));
    const first = await local.client.send(new BatchGetItemCommand({ RequestItems: { orders: { Keys: ids, ProjectionExpression: 'id' } } }));
    expect(first.Responses?.orders?.length).toBe(42);
    expect(first.UnprocessedKeys).toEqual({ orders: { Keys: ids.slice(42), ProjectionExpression: 'id' } });
    const second = await local.client.send(new BatchGetItemCommand({ RequestItems: first.UnprocessedKeys }));
    expect(second.Responses?.orders?.length).toBe(3);
  });
});
