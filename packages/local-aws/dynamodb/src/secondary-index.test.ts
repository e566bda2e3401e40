import { type AttributeValue, BatchWriteItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startDynamoDb } from './testing/dynamodb-stand.ts';

type Row = { readonly id: string; readonly group?: string; readonly rank?: number };
const row = fc.record(
  { id: fc.constantFrom('a', 'b', 'c', 'd'), group: fc.constantFrom('g', 'h'), rank: fc.integer({ min: -3, max: 3 }) },
  { requiredKeys: ['id'] },
);
const step = fc.oneof(
  { weight: 3, arbitrary: row.map((put) => ({ put })) },
  { weight: 1, arbitrary: row.map(({ id }) => ({ remove: id })) },
);

const toItem = ({ id, group, rank }: Row): Record<string, AttributeValue> => ({
  id: { S: id },
  ...(group !== undefined && { group: { S: group } }),
  ...(rank !== undefined && { rank: { N: String(rank) } }),
});

describe('a sparse global secondary index', () => {
  it('when items are added, changed and deleted in any order, then it contains exactly those with its keys, in order', async () => {
    const local = await startDynamoDb();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        run += 1;
        const TableName = `table-${run}`;
        local.dynamoDb.putTable({
          name: TableName,
          hashKey: 'id',
          attributes: { id: 'S', group: 'S', rank: 'N' },
          globalSecondaryIndexes: [{ name: 'by-rank', hashKey: 'group', rangeKey: 'rank', projection: 'ALL' }],
        });
        const model = new Map<string, Row>();
        for (const each of steps) {
          const write = 'put' in each ? { PutRequest: { Item: toItem(each.put) } } : { DeleteRequest: { Key: { id: { S: each.remove } } } };
          await local.client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [write] } }));
          if ('put' in each) model.set(each.put.id, each.put);
          else model.delete(each.remove);
        }
        for (const group of ['g', 'h']) {
          const { Items } = await local.client.send(
            new QueryCommand({
              TableName,
              IndexName: 'by-rank',
              KeyConditionExpression: '#g = :g',
              ExpressionAttributeNames: { '#g': 'group' },
              ExpressionAttributeValues: { ':g': { S: group } },
            }),
          );
          const expected = [...model.values()].filter((each) => each.group === group && each.rank !== undefined);
          expect(Items?.map((item) => Number(item.rank?.N))).toEqual(
            expected.map(({ rank }) => rank).sort((a, b) => Number(a) - Number(b)),
          );
          expect(new Set(Items?.map((item) => item.id?.S))).toEqual(new Set(expected.map(({ id }) => id)));
        }
        expect((await local.client.send(new ScanCommand({ TableName }))).Count).toBe(model.size);
      }),
      { numRuns: 40 },
    );
    await local.close();
  });
});
