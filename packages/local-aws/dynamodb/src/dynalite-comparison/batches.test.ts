import { describe, it } from 'vitest';
import { compareWithDynalite, S } from './comparison.ts';

const { same, key, partition } = compareWithDynalite();

describe('batches and capacity, compared with dynalite', () => {
  it('when items are written and read in batches, then both answer alike', async () => {
    const puts = Array.from({ length: 5 }, (_, i) => ({ PutRequest: { Item: { ...key(i), a: S('x'.repeat(i * 1_000)) } } }));
    await same({ op: 'batchWrite', RequestItems: { things: puts } }, { op: 'get', Key: key(3), ReturnConsumedCapacity: 'TOTAL' });
    await same({ op: 'batchWrite', RequestItems: { things: [{ DeleteRequest: { Key: key(0) } }] } }, { op: 'get', Key: key(0) });
    await same({ op: 'batchGet', RequestItems: { things: { Keys: [key(3)], ProjectionExpression: 'a' } } });
  });

  it('when a batch is wrong, then both refuse it alike', async () => {
    const put = { PutRequest: { Item: key() } };
    await same(
      { op: 'batchWrite', RequestItems: { things: [put, put] } },
      { op: 'batchWrite', RequestItems: { things: [put, { DeleteRequest: { Key: key() } }] } },
      { op: 'batchWrite', RequestItems: { nowhere: [put] } },
      { op: 'batchWrite', RequestItems: { things: [{ PutRequest: { Item: { p: partition() } } }] } },
      { op: 'batchWrite', RequestItems: { things: [{}] } },
      { op: 'batchGet', RequestItems: { things: { Keys: [key(), key()] } } },
      { op: 'batchGet', RequestItems: { things: { Keys: Array.from({ length: 101 }, (_, i) => key(i)) } } },
      { op: 'batchGet', RequestItems: { nowhere: { Keys: [key()] } } },
    );
  });

  it.each(['TOTAL', 'INDEXES', 'NONE'])(
    'when consumed capacity %s is requested, then both count the same',
    async (ReturnConsumedCapacity) => {
      const wide = { ...key(), a: S('x'.repeat(5_000)) };
      await same(
        { op: 'put', Item: wide, ReturnConsumedCapacity },
        { op: 'get', Key: key(), ReturnConsumedCapacity },
        { op: 'get', Key: key(), ReturnConsumedCapacity, ConsistentRead: true },
        { op: 'query', KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': partition() }, ReturnConsumedCapacity },
        { op: 'update', Key: key(), UpdateExpression: 'REMOVE a', ReturnConsumedCapacity },
        { op: 'delete', Key: key(), ReturnConsumedCapacity },
      );
    },
  );
});
