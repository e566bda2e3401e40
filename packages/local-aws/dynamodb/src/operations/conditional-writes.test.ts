import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from '../testing/dynamodb-stand.ts';

let local: DynamoDbFixture;
beforeAll(async () => {
  local = await startDynamoDb({ tables: [{ name: 'orders', hashKey: 'id', attributes: { id: 'S' } }] });
});
afterAll(() => local.close());

const Key = { id: { S: 'a' } };
const TableName = 'orders';
const stored = async (): Promise<unknown> => (await local.client.send(new GetItemCommand({ TableName, Key }))).Item;
const update = (UpdateExpression: string, more: object = {}): UpdateItemCommand =>
  new UpdateItemCommand({ TableName, Key, UpdateExpression, ...more });

beforeEach(async () => {
  await local.client.send(new PutItemCommand({ TableName, Item: { ...Key, n: { N: '1' } } }));
});

describe('ReturnValuesOnConditionCheckFailure', () => {
  const failing = { ConditionExpression: 'attribute_not_exists(id)' };
  const commands = {
    PutItem: (more: object) => new PutItemCommand({ TableName, Item: Key, ...failing, ...more }),
    DeleteItem: (more: object) => new DeleteItemCommand({ TableName, Key, ...failing, ...more }),
    UpdateItem: (more: object) => update('REMOVE n', { ...failing, ...more }),
  };
  it.each(Object.entries(commands))('when %s fails with ALL_OLD, then the error carries the item as it was', async (_, command) => {
    const error = await local.client.send(command({ ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }) as PutItemCommand).catch((e) => e);
    expect(error).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { ...Key, n: { N: '1' } },
    });
    expect(await stored()).toEqual({ ...Key, n: { N: '1' } });
  });

  it.each(Object.entries(commands))('when %s fails without it, then the error carries no item', async (_, command) => {
    const error = await local.client.send(command({}) as PutItemCommand).catch((e) => e);
    expect(error.name).toBe('ConditionalCheckFailedException');
    expect(error.Item).toBeUndefined();
  });

  it('when there was no item, then the error contains none', async () => {
    const command = new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'none' } },
      ConditionExpression: 'attribute_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const error = await local.client.send(command).catch((e) => e);
    expect(error.name).toBe('ConditionalCheckFailedException');
    expect(error.Item).toBeUndefined();
  });

  it('when it is another value, then the request is invalid', async () => {
    const command = update('REMOVE n', { ReturnValuesOnConditionCheckFailure: 'UPDATED_OLD' });
    await expect(local.client.send(command)).rejects.toThrow(
      "Value 'UPDATED_OLD' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint",
    );
  });
});

describe('UpdateItem', () => {
  it.each([
    ['9007199254740993', 'SET n = n + :d', '1', '9007199254740994'],
    ['0.1', 'SET n = n + :d', '0.2', '0.3'],
    ['0.3', 'SET n = n - :d', '0.1', '0.2'],
    ['12345678901234567890123456789012345678', 'ADD n :d', '1', '12345678901234567890123456789012345679'],
  ])('when n is %s and "%s" is done with %s, then n is exactly %s', async (before, expression, by, after) => {
    await local.client.send(new PutItemCommand({ TableName, Item: { ...Key, n: { N: before } } }));
    await local.client.send(update(expression, { ExpressionAttributeValues: { ':d': { N: by } } }));
    expect(await stored()).toEqual({ ...Key, n: { N: after } });
  });

  it('when the same expression has other values, then each call uses its own', async () => {
    for (const value of ['x', 'y', ''])
      await local.client.send(update('SET t = :t', { ExpressionAttributeValues: { ':t': { S: value } } }));
    await local.client.send(update('SET t = :t', { ExpressionAttributeValues: { ':t': { N: '007' } } }));
    expect(await stored()).toEqual({ ...Key, n: { N: '1' }, t: { N: '7' } });
  });

  it('when a cached expression has invalid values, then it is refused', async () => {
    const between = (low: string, high: string): UpdateItemCommand =>
      update('SET t = :l', {
        ConditionExpression: 'n BETWEEN :l AND :h',
        ExpressionAttributeValues: { ':l': { N: low }, ':h': { N: high } },
      });
    await local.client.send(between('1', '2'));
    await expect(local.client.send(between('2', '1'))).rejects.toThrow(
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound',
    );
    const add = (by: string): UpdateItemCommand => update('ADD n :n', { ExpressionAttributeValues: { ':n': { N: by } } });
    await local.client.send(add('1'));
    await expect(local.client.send(add('one'))).rejects.toThrow(
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: one for key :n',
    );
  });

  it('when an item would grow over 400 KB, then it is refused and stays as it was', async () => {
    const half = { ExpressionAttributeValues: { ':x': { S: 'x'.repeat(250 * 1024) } } };
    await local.client.send(update('SET x = :x', half));
    await expect(local.client.send(update('SET y = :x', half))).rejects.toThrow(
      'Item size to update has exceeded the maximum allowed size',
    );
    expect(Object.keys((await stored()) as object)).not.toContain('y');
  });
});
