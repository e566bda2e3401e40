import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type VirtualClock, virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from '../testing/dynamodb-stand.ts';

const TABLE = {
  name: 'orders',
  hashKey: 'id',
  attributes: { id: 'S', customer: 'S' },
  globalSecondaryIndexes: [{ name: 'by-customer', hashKey: 'customer', projection: 'ALL' }],
} as const;

let clock: VirtualClock;
let local: DynamoDbFixture;
beforeEach(async () => {
  clock = virtualClock();
  local = await startDynamoDb({ tables: [TABLE, { name: 'lines', hashKey: 'id', rangeKey: 'n', attributes: { id: 'S', n: 'N' } }], clock });
});
afterEach(() => local.close());

const put = (id: string, more: object = {}, attributes: object = {}): TransactWriteItem => ({
  Put: { TableName: 'orders', Item: { id: { S: id }, ...attributes }, ...more },
});
const update = (id: string, UpdateExpression: string, more: object = {}): TransactWriteItem => ({
  Update: { TableName: 'orders', Key: { id: { S: id } }, UpdateExpression, ...more },
});
const check = (id: string, ConditionExpression: string): TransactWriteItem => ({
  ConditionCheck: { TableName: 'orders', Key: { id: { S: id } }, ConditionExpression },
});
const remove = (id: string): TransactWriteItem => ({ Delete: { TableName: 'orders', Key: { id: { S: id } } } });

const transact = async (TransactItems: TransactWriteItem[], ClientRequestToken?: string): Promise<object> =>
  local.client.send(new TransactWriteItemsCommand({ TransactItems, ...(ClientRequestToken && { ClientRequestToken }) }));
const failure = async (TransactItems: TransactWriteItem[], token?: string): Promise<TransactionCanceledException> =>
  transact(TransactItems, token).then(
    () => {
      throw new Error('The transaction was accepted.');
    },
    (error) => error,
  );
const stored = async (id: string): Promise<unknown> =>
  (await local.client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: id } } }))).Item;
const increment = (id: string): TransactWriteItem => update(id, 'ADD n :one', { ExpressionAttributeValues: { ':one': { N: '1' } } });

describe('TransactWriteItems', () => {
  it('when every condition holds, then all items of all tables are written', async () => {
    await transact([put('gone'), put('counted')]);
    await transact([
      put('a', { ConditionExpression: 'attribute_not_exists(id)' }, { customer: { S: 'c' } }),
      increment('counted'),
      remove('gone'),
      check('never', 'attribute_not_exists(id)'),
      { Put: { TableName: 'lines', Item: { id: { S: 'a' }, n: { N: '1' } } } },
    ]);
    expect(await stored('a')).toEqual({ id: { S: 'a' }, customer: { S: 'c' } });
    expect(await stored('counted')).toEqual({ id: { S: 'counted' }, n: { N: '1' } });
    expect(await stored('gone')).toBeUndefined();
    expect(await stored('never')).toBeUndefined();
    const byCustomer = {
      TableName: 'orders',
      IndexName: 'by-customer',
      KeyConditionExpression: 'customer = :c',
      ExpressionAttributeValues: { ':c': { S: 'c' } },
    };
    expect((await local.client.send(new QueryCommand(byCustomer))).Count).toBe(1);
  });

  it('when some conditions fail, then nothing is written and each failure is named in its place', async () => {
    await transact([put('taken', {}, { by: { S: 'x' } })]);
    const error = await failure([
      put('a'),
      put('taken', { ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      check('taken2', 'attribute_exists(id)'),
      increment('b'),
    ]);
    expect(error.name).toBe('TransactionCanceledException');
    expect(error.message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, None]',
    );
    expect(error.CancellationReasons).toEqual([
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: { id: { S: 'taken' }, by: { S: 'x' } } },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      { Code: 'None' },
    ]);
    expect(await stored('a')).toBeUndefined();
    expect(await stored('b')).toBeUndefined();
  });

  it('when an item does not fit its table, then that cancels the transaction before conditions are looked at', async () => {
    const badKey = { Put: { TableName: 'orders', Item: { id: { N: '7' } } } };
    const { CancellationReasons } = await failure([check('absent', 'attribute_exists(id)'), badKey, badKey]);
    expect(CancellationReasons).toEqual([
      { Code: 'None' },
      { Code: 'ValidationError', Message: 'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N' },
      { Code: 'None' },
    ]);
  });

  it('when an update cannot be applied, then the transaction is cancelled with the reason', async () => {
    const { CancellationReasons } = await failure([put('a'), update('b', 'SET x = y')]);
    expect(CancellationReasons).toEqual([
      { Code: 'None' },
      { Code: 'ValidationError', Message: 'The provided expression refers to an attribute that does not exist in the item' },
    ]);
    expect(await stored('a')).toBeUndefined();
  });

  it.each<[string, TransactWriteItem[], string]>([
    [
      'two parts are on one item',
      [put('a'), check('a', 'attribute_exists(id)')],
      'Transaction request cannot include multiple operations on one item',
    ],
    ['a part is two', [{ ...put('a'), ...remove('a') }], 'TransactItems can only contain one of Check, Put, Update or Delete'],
    ['a part is nothing', [{}], 'TransactItems can only contain one of Check, Put, Update or Delete'],
    ['an expression is wrong', [put('a', { ConditionExpression: 'hello!' })], 'Invalid ConditionExpression: Syntax error;'],
    ['a name is undefined', [put('a', { ConditionExpression: 'attribute_exists(#x)' })], 'attribute name: #x'],
    [
      'a value is unused',
      [put('a', { ConditionExpression: 'attribute_exists(id)', ExpressionAttributeValues: { ':x': { S: '' } } })],
      'unused in expressions: keys: {:x}',
    ],
    ['there are no parts', [], "at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1"],
    ['there are 101 parts', Array.from({ length: 101 }, (_, i) => put(`a${i}`)), 'Member must have length less than or equal to 100'],
    ['a check has no condition', [{ ConditionCheck: { TableName: 'orders', Key: { id: { S: 'a' } } } } as never], 'conditionExpression'],
    [
      'the payload is over 4 MB',
      Array.from({ length: 50 }, (_, i) => put(`a${i}`, {}, { x: { S: 'x'.repeat(100_000) } })),
      'size cannot exceed',
    ],
  ])('when %s, then the whole request is invalid', async (_, items, text) => {
    const error = await failure(items);
    expect(error.name).toBe('ValidationException');
    expect(error.message).toContain(text);
  });

  it('when there are 100 parts, then all are written', async () => {
    await transact(Array.from({ length: 100 }, (_, i) => put(`a${i}`)));
    expect(await stored('a99')).toBeDefined();
  });

  it('when a table is unknown, then it is not found', async () => {
    const error = await failure([put('a'), { Delete: { TableName: 'nowhere', Key: { id: { S: 'a' } } } }]);
    expect(error.name).toBe('ResourceNotFoundException');
    expect(error.message).toBe('Requested resource not found');
  });

  it('when consumed capacity is requested, then a transaction counts twice', async () => {
    const { ConsumedCapacity } = await local.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [put('a'), put('b', {}, { x: { S: 'x'.repeat(1500) } })],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName: 'orders', CapacityUnits: 6 }]);
  });
});

describe('ClientRequestToken', () => {
  const counted = { id: { S: 'a' } };

  it('when the same transaction is repeated within ten minutes, then it runs once', async () => {
    await transact([increment('a')], 'token');
    await clock.advance({ minutes: 9, seconds: 59 });
    await transact([increment('a')], 'token');
    expect(await stored('a')).toEqual({ ...counted, n: { N: '1' } });
  });

  it('when ten minutes have passed, then it runs again', async () => {
    await transact([increment('a')], 'token');
    await clock.advance({ minutes: 10 });
    await transact([increment('a')], 'token');
    expect(await stored('a')).toEqual({ ...counted, n: { N: '2' } });
  });

  it('when another transaction uses the token, then it is refused', async () => {
    await transact([increment('a')], 'token');
    expect((await failure([increment('b')], 'token')).name).toBe('IdempotentParameterMismatchException');
  });

  it('when the first attempt was cancelled, then the token is free', async () => {
    const conditional = [put('b', { ConditionExpression: 'attribute_not_exists(id)' })];
    await local.client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'b' } } }));
    await failure(conditional, 'token');
    await transact([remove('b')]);
    await transact(conditional, 'token');
    expect(await stored('b')).toEqual({ id: { S: 'b' } });
  });

  it('when it is longer than 36 characters, then it is invalid', async () => {
    expect((await failure([put('a')], 'x'.repeat(37))).message).toContain('clientRequestToken');
  });
});
