import {
  type AttributeValue,
  BatchWriteItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from '../testing/dynamodb-stand.ts';

let local: DynamoDbFixture;
beforeEach(async () => {
  local = await startDynamoDb({
    tables: [
      {
        name: 'orders',
        hashKey: 'p',
        rangeKey: 's',
        attributes: { p: 'S', s: 'S', g: 'S', n: 'N' },
        globalSecondaryIndexes: [
          { name: 'by-g', hashKey: 'g', rangeKey: 'n', projection: 'ALL' },
          { name: 'by-g-some', hashKey: 'g', projection: 'INCLUDE', nonKeyAttributes: ['kept'] },
        ],
        localSecondaryIndexes: [{ name: 'by-n', hashKey: 'p', rangeKey: 'n', projection: 'KEYS_ONLY' }],
      },
    ],
  });
});
afterEach(() => local.close());

const put = (p: string, s: string, more: Record<string, AttributeValue> = {}): Promise<unknown> =>
  local.client.send(new PutItemCommand({ TableName: 'orders', Item: { p: { S: p }, s: { S: s }, ...more } }));
const inGroup = (more: Partial<QueryCommandInput> = {}): QueryCommandInput => ({
  TableName: 'orders',
  IndexName: 'by-g',
  KeyConditionExpression: 'g = :g',
  ExpressionAttributeValues: { ':g': { S: 'g' } },
  ...more,
});
const inPartition = (more: Partial<QueryCommandInput> = {}): QueryCommandInput => ({
  TableName: 'orders',
  KeyConditionExpression: 'p = :p',
  ExpressionAttributeValues: { ':p': { S: 'p' } },
  ...more,
});
const send = (input: QueryCommandInput) => local.client.send(new QueryCommand(input));

describe('Query', () => {
  it.each([true, false])(
    'when many items share an index key, then pages of one give each of them once (forward: %s)',
    async (ScanIndexForward) => {
      for (let i = 0; i < 9; i += 1) await put(`p${i % 3}`, `s${i}`, { g: { S: 'g' }, n: { N: i < 6 ? '1' : '2' } });
      const seen: unknown[] = [];
      const keys: string[] = [];
      for await (const page of paginateQuery({ client: local.client }, inGroup({ Limit: 1, ScanIndexForward }))) {
        seen.push(...(page.Items ?? []).map((item) => item.s));
        if (page.LastEvaluatedKey) keys.push(Object.keys(page.LastEvaluatedKey).sort().join());
      }
      const whole = (await send(inGroup({ ScanIndexForward }))).Items?.map((item) => item.s);
      expect(seen).toEqual(whole);
      expect(new Set(seen).size).toBe(9);
      expect(new Set(keys)).toEqual(new Set(['g,n,p,s']));
    },
  );

  it('when items are over 1 MB together, then a page ends with the item that reaches it', async () => {
    for (let i = 0; i < 5; i += 1) await put('p', `s${i}`, { x: { S: 'x'.repeat(300 * 1024) } });
    const first = await send(inPartition());
    expect(first.Count).toBe(4);
    expect(first.LastEvaluatedKey?.s).toEqual({ S: 's3' });
    const second = await send(inPartition({ ExclusiveStartKey: first.LastEvaluatedKey }));
    expect(second.Count).toBe(1);
    expect(second.LastEvaluatedKey).toBeUndefined();
    const filtered = await send(inPartition({ FilterExpression: 'attribute_exists(y)', Select: 'COUNT' }));
    expect(filtered.Count).toBe(0);
    expect(filtered.ScannedCount).toBe(4);
    expect(filtered.Items).toBeUndefined();
  });

  it('when Limit is exactly the number of items, then there is a last key all the same, and nothing after it', async () => {
    await put('p', 's1');
    const page = await send(inPartition({ Limit: 1 }));
    expect(page.LastEvaluatedKey).toEqual({ p: { S: 'p' }, s: { S: 's1' } });
    expect((await send(inPartition({ Limit: 1, ExclusiveStartKey: page.LastEvaluatedKey }))).Items).toEqual([]);
  });

  it('when an index projects some attributes, then only these are returned and filtered', async () => {
    await put('p', 's', { g: { S: 'g' }, kept: { S: 'k' }, spare: { S: 'o' } });
    const held = { p: { S: 'p' }, s: { S: 's' }, g: { S: 'g' }, kept: { S: 'k' } };
    expect((await send(inGroup({ IndexName: 'by-g-some' }))).Items).toEqual([held]);
    expect((await send(inGroup({ IndexName: 'by-g-some', FilterExpression: 'attribute_exists(spare)' }))).Count).toBe(0);
    expect((await send(inGroup({ IndexName: 'by-g-some', ProjectionExpression: 'spare, kept' }))).Items).toEqual([{ kept: { S: 'k' } }]);
  });

  it('when a query requests attributes that a local index does not project, then they are fetched from the table', async () => {
    await put('p', 's', { n: { N: '1' }, spare: { S: 'o' } });
    const held = { p: { S: 'p' }, s: { S: 's' }, n: { N: '1' } };
    const query = inPartition({ IndexName: 'by-n', ConsistentRead: true });
    expect((await send(query)).Items).toEqual([held]);
    expect((await send({ ...query, Select: 'ALL_ATTRIBUTES' })).Items).toEqual([{ ...held, spare: { S: 'o' } }]);
    expect((await send({ ...query, ProjectionExpression: 'spare' })).Items).toEqual([{ spare: { S: 'o' } }]);
  });

  it.each([
    [{ IndexName: 'by-g', ConsistentRead: true }, 'Consistent reads are not supported on global secondary indexes'],
    [
      { Select: 'ALL_PROJECTED_ATTRIBUTES' as const },
      '1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
    [
      { Select: 'SPECIFIC_ATTRIBUTES' as const },
      '1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    ],
    [
      { Select: 'COUNT' as const, ProjectionExpression: 's' },
      '1 validation error detected: Cannot specify the ProjectionExpression when choosing to get only the Count',
    ],
    [
      { ExpressionAttributeValues: { ':p': { S: '' } } },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p',
    ],
  ])('when a query has %j, then it is rejected with AWS’s message', async (more, message) => {
    const query = 'IndexName' in more ? inGroup(more) : inPartition(more);
    await expect(send(query)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('when nothing is found, then half a read unit is consumed', async () => {
    expect((await send(inPartition({ ReturnConsumedCapacity: 'TOTAL' }))).ConsumedCapacity).toEqual({
      TableName: 'orders',
      CapacityUnits: 0.5,
    });
  });

  it('when an index is queried, then its own capacity is named', async () => {
    const { ConsumedCapacity } = await send(inGroup({ ReturnConsumedCapacity: 'INDEXES' }));
    expect(ConsumedCapacity).toEqual({
      TableName: 'orders',
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { 'by-g': { CapacityUnits: 0.5 } },
    });
  });
});

describe('Scan', () => {
  it.each([1, 2, 5, 16, 5_000])('when a table is scanned in %i segments, then each item is in exactly one', async (TotalSegments) => {
    const puts = Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: { p: { S: `p${i}` }, s: { S: 's' }, g: { S: `g${i}` } } } }));
    await local.client.send(new BatchWriteItemCommand({ RequestItems: { orders: puts } }));
    const scan = async (Segment: number, more: object = {}): Promise<number> =>
      (await local.client.send(new ScanCommand({ TableName: 'orders', Segment, TotalSegments, ...more }))).Count ?? 0;
    const step = Math.ceil(TotalSegments / 16);
    if (step === 1) {
      const counts = await Promise.all(Array.from({ length: TotalSegments }, (_, segment) => scan(segment)));
      expect(counts.reduce((sum, count) => sum + count)).toBe(25);
      const ofIndex = await Promise.all(Array.from({ length: TotalSegments }, (_, segment) => scan(segment, { IndexName: 'by-g-some' })));
      expect(ofIndex.reduce((sum, count) => sum + count)).toBe(25);
    } else {
      expect(await scan(TotalSegments - 1)).toBe(0);
    }
  });

  it('when a scan reads page by page, then it returns the same items as in one page', async () => {
    for (let i = 0; i < 10; i += 1) await put(`p${i}`, 's');
    const whole = (await local.client.send(new ScanCommand({ TableName: 'orders' }))).Items;
    const paged: unknown[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await local.client.send(new ScanCommand({ TableName: 'orders', Limit: 3, ExclusiveStartKey }));
      paged.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(paged).toEqual(whole);
  });
});
