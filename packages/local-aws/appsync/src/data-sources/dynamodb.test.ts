import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeployedTestApi, type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';

let stand: GraphqlStand;
let api: DeployedTestApi;

/** The request comes from the test; the response shows result and error. */
const CODE = `export const request = (ctx) => ctx.args.request;
export const response = (ctx) => ({ result: ctx.result, ...(ctx.error ? { error: ctx.error } : {}) });`;
const TABLE = {
  ...{ name: 'orders', hash_key: 'id', range_key: 'line', billing_mode: 'PAY_PER_REQUEST' },
  attribute: [
    { name: 'id', type: 'S' },
    { name: 'line', type: 'N' },
    { name: 'sku', type: 'S' },
  ],
  global_secondary_index: [{ name: 'bySku', hash_key: 'sku', range_key: 'line', projection_type: 'ALL' }],
};

beforeEach(async () => {
  stand = await startGraphqlStand();
  api = await stand.deployApi({
    schema: 'type Query { run(request: AWSJSON): AWSJSON }',
    resources: { aws_dynamodb_table: { orders: TABLE } },
    dataSources: { table: { type: 'AMAZON_DYNAMODB', dynamodb_config: { table_name: 'orders' } } },
    resolvers: { 'Query.run': { code: CODE, data_source: 'table' } },
  });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

type Shown = { readonly result: unknown; readonly error?: { readonly type: string; readonly message: string } };
const run = async (request: object): Promise<Shown> => {
  const { data, errors } = await api.call('query ($r: AWSJSON) { run(request: $r) }', { r: JSON.stringify(request) });
  const { run: text } = data as { readonly run: string | null };
  if (text === null) throw new Error(errors?.[0]?.message);
  return JSON.parse(text) as Shown;
};
const key = (id: string, line = 1) => ({ id: { S: id }, line: { N: line } });
const put = (id: string, line: number, values: object = {}, more: object = {}) =>
  run({ operation: 'PutItem', key: key(id, line), attributeValues: values, ...more });
const get = async (id: string, line = 1) => (await run({ operation: 'GetItem', key: key(id, line), consistentRead: true })).result;
const unlessThere = { expression: 'attribute_not_exists(id)' };
const failed = {
  type: 'DynamoDB:ConditionalCheckFailedException',
  message: expect.stringMatching(/^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: /),
};

// https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html
describe('the operations on one item', () => {
  it('when an item is put, then typed values become plain ones', async () => {
    const values = {
      s: { S: 'x' },
      n: { N: 1.5 },
      b: { BOOL: true },
      z: { NULL: null },
      l: { L: [{ N: 1 }] },
      m: { M: { a: { S: 'b' } } },
      ss: { SS: ['a'] },
      ns: { NS: [1] },
    };
    const item = { id: '1', line: 1, s: 'x', n: 1.5, b: true, z: null, l: [1], m: { a: 'b' }, ss: ['a'], ns: [1] };
    expect(await put('1', 1, values)).toEqual({ result: item });
    expect(await get('1')).toEqual(item);
    expect(await get('none')).toBeNull();
  });

  it('when an item is read with a projection, then only those attributes are there', async () => {
    await put('1', 1, { a: { S: 'x' }, b: { S: 'y' } });
    const projection = { expression: '#a', expressionNames: { '#a': 'a' } };
    expect(await run({ operation: 'GetItem', key: key('1'), projection })).toEqual({ result: { a: 'x' } });
  });

  it('when a condition fails, then the error comes with the item', async () => {
    await put('1', 1, { a: { S: 'x' } });
    expect(await put('1', 1, { a: { S: 'y' } }, { condition: unlessThere })).toEqual({
      result: { id: '1', line: 1, a: 'x' },
      error: failed,
    });
  });

  it('when the condition of a put fails, but the item is as it should be, then it succeeds', async () => {
    await put('1', 1, { a: { S: 'x' }, at: { S: '1' } });
    expect(await put('1', 1, { a: { S: 'x' }, at: { S: '1' } }, { condition: unlessThere })).toEqual({
      result: { id: '1', line: 1, a: 'x', at: '1' },
    });
    const ignoring = { condition: { ...unlessThere, equalsIgnore: ['at'] } };
    expect(await put('1', 1, { a: { S: 'x' }, at: { S: '2' } }, ignoring)).toEqual({ result: { id: '1', line: 1, a: 'x', at: '1' } });
  });

  it('when an item is updated, then the result is the item after it', async () => {
    await put('1', 1, { n: { N: 1 } });
    const update = {
      expression: 'SET n = n + :one, #s = :s',
      expressionNames: { '#s': 'status' },
      expressionValues: { ':one': { N: 1 }, ':s': { S: 'PAID' } },
    };
    expect(await run({ operation: 'UpdateItem', key: key('1'), update })).toEqual({ result: { id: '1', line: 1, n: 2, status: 'PAID' } });
    const condition = { expression: 'n = :n', expressionValues: { ':n': { N: 9 } } };
    expect(await run({ operation: 'UpdateItem', key: key('1'), update, condition })).toEqual({
      result: { id: '1', line: 1, n: 2, status: 'PAID' },
      error: failed,
    });
  });

  it('when an item is deleted, then the result is the item before it', async () => {
    await put('1', 1, { a: { S: 'x' } });
    const condition = { expression: 'a = :a', expressionValues: { ':a': { S: 'x' } } };
    expect(await run({ operation: 'DeleteItem', key: key('1'), condition })).toEqual({ result: { id: '1', line: 1, a: 'x' } });
    // Deleted before: the item is already as it should be.
    expect(await run({ operation: 'DeleteItem', key: key('1'), condition })).toEqual({ result: null });
  });
});

describe('Query and Scan', () => {
  beforeEach(async () => {
    for (const line of [1, 2, 3]) await put('1', line, { sku: { S: line === 3 ? 'b' : 'a' } });
    await put('2', 1, { sku: { S: 'a' } });
  });
  const byId = { expression: 'id = :id', expressionValues: { ':id': { S: '1' } } };

  it('when a query has pages, then the token leads to the next', async () => {
    const first = await run({ operation: 'Query', query: byId, limit: 2, scanIndexForward: false });
    expect(first.result).toMatchObject({ items: [{ line: 3 }, { line: 2 }], scannedCount: 2, nextToken: expect.any(String) });
    const { nextToken } = first.result as { readonly nextToken: string };
    const second = await run({ operation: 'Query', query: byId, limit: 2, scanIndexForward: false, nextToken });
    expect(second.result).toEqual({ items: [{ id: '1', line: 1, sku: 'a' }], scannedCount: 1, nextToken: null });
  });

  it('when a query has an index and a filter, then both count', async () => {
    const query = { expression: 'sku = :sku', expressionValues: { ':sku': { S: 'a' } } };
    const filter = { expression: '#id = :id', expressionNames: { '#id': 'id' }, expressionValues: { ':id': { S: '2' } } };
    expect((await run({ operation: 'Query', index: 'bySku', query, filter })).result).toMatchObject({
      items: [{ id: '2', line: 1 }],
      scannedCount: 3,
    });
  });

  it('when a table is scanned, then its items are there', async () => {
    expect(
      (await run({ operation: 'Scan', filter: { expression: 'sku = :b', expressionValues: { ':b': { S: 'b' } } } })).result,
    ).toMatchObject({
      ...{ items: [{ id: '1', line: 3 }], scannedCount: 4, nextToken: null },
    });
  });

  it('when a token is not one, then the request is refused', async () => {
    await expect(run({ operation: 'Query', query: byId, nextToken: 'x' })).rejects.toThrow('Invalid pagination token given.');
  });
});

describe('batches and transactions', () => {
  it('when items are put, read and deleted in batches, then the order is that of the request', async () => {
    const items = [1, 2].map((line) => ({ ...key('1', line), a: { S: 'x' } }));
    expect(await run({ operation: 'BatchPutItem', tables: { orders: items } })).toEqual({
      result: { data: { orders: [1, 2].map((line) => ({ id: '1', line, a: 'x' })) }, unprocessedItems: { orders: [] } },
    });
    const keys = [key('1', 2), key('none'), key('1', 1)];
    expect(await run({ operation: 'BatchGetItem', tables: { orders: { keys } } })).toEqual({
      result: { data: { orders: [{ id: '1', line: 2, a: 'x' }, null, { id: '1', line: 1, a: 'x' }] }, unprocessedKeys: { orders: [] } },
    });
    expect(await run({ operation: 'BatchDeleteItem', tables: { orders: [key('1', 1)] } })).toEqual({
      result: { data: { orders: [{ id: '1', line: 1 }] }, unprocessedKeys: { orders: [] } },
    });
    expect(await get('1', 1)).toBeNull();
  });

  it('when a transaction writes, then its keys are the result, and a transaction reads the items', async () => {
    await put('2', 1, { n: { N: 1 } });
    const transactItems = [
      { table: 'orders', operation: 'PutItem', key: key('1'), attributeValues: { a: { S: 'x' } } },
      {
        table: 'orders',
        operation: 'UpdateItem',
        key: key('2'),
        update: { expression: 'SET n = :n', expressionValues: { ':n': { N: 2 } } },
      },
      { table: 'orders', operation: 'ConditionCheck', key: key('3'), condition: unlessThere },
    ];
    expect(await run({ operation: 'TransactWriteItems', transactItems })).toEqual({
      result: { keys: [1, 2, 3].map((id) => ({ id: String(id), line: 1 })), cancellationReasons: null },
    });
    const reads = [key('1'), key('2'), key('3')].map((one) => ({ table: 'orders', key: one }));
    expect(await run({ operation: 'TransactGetItems', transactItems: reads })).toEqual({
      result: { items: [{ id: '1', line: 1, a: 'x' }, { id: '2', line: 1, n: 2 }, null], cancellationReasons: null },
    });
  });

  it('when a condition of a transaction fails, then the reasons are in the result', async () => {
    await put('1', 1, { a: { S: 'x' } });
    const condition = { ...unlessThere, returnValuesOnConditionCheckFailure: true };
    const transactItems = [
      { table: 'orders', operation: 'PutItem', key: key('2'), attributeValues: {} },
      { table: 'orders', operation: 'PutItem', key: key('1'), attributeValues: {}, condition },
    ];
    expect(await run({ operation: 'TransactWriteItems', transactItems })).toMatchObject({
      result: {
        keys: null,
        cancellationReasons: [{ type: 'None' }, { type: 'ConditionalCheckFailed', item: { id: '1', line: 1, a: 'x' } }],
      },
      error: { type: 'DynamoDB:TransactionCanceledException' },
    });
    expect(await get('2')).toBeNull();
  });
});

describe('a request that DynamoDB cannot take', () => {
  it.each([
    [{ operation: 'Sync' }, 'local-aws does not support Sync'],
    [{ operation: 'Drop' }, 'The operation Drop of DynamoDB is not supported.'],
    [{ operation: 'GetItem', key: key('1'), none: 1 }, "Unsupported element 'none' of GetItem."],
    [{ operation: 'GetItem' }, "The element 'key' of GetItem must be an object."],
    [{ operation: 'PutItem', key: key('1'), attributeValues: {}, _version: 1 }, "Unsupported element '_version' of PutItem."],
  ])('when it is %j, then the field is an error', async (request, message) => {
    await expect(run(request)).rejects.toThrow(message);
  });

  it('when the role may not, then the error is that of DynamoDB', async () => {
    const other = await stand.deployApi({
      schema: 'type Query { run(request: AWSJSON): AWSJSON }',
      resources: { aws_dynamodb_table: { orders: TABLE } },
      dataSources: {
        table: {
          type: 'AMAZON_DYNAMODB',
          dynamodb_config: { table_name: 'orders' },
          service_role_arn: stand.putRole('reader', { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' }),
        },
      },
      resolvers: { 'Query.run': { code: CODE, data_source: 'table' } },
    });
    api = other;
    expect(await put('1', 1)).toMatchObject({
      result: null,
      error: { type: 'DynamoDB:AccessDeniedException', message: expect.stringContaining('dynamodb:PutItem') },
    });
  });
});
