import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type AddUp, sumsOf } from '../addition.ts';

/** Longer than any archive keeps events, in seconds: a replay never counts twice. */
const REMEMBERED_SECONDS = 400 * 86_400;

/**
 * Adds to totals, each event once: the proof that it was not counted before and the sums are one transaction. When one of several was
 * counted, the transaction fails as a whole, and the caller takes them one by one.
 *
 * @param what `sales` or `inventory`: the totals' partition
 * @throws TransactionCanceledException when an event was counted before, or totals were busy
 */
export const addUp =
  (table: DynamoDBDocumentClient, tableName: string, what: string, now: () => number = Date.now): AddUp =>
  async (additions) => {
    const expiration = Math.floor(now() / 1_000) + REMEMBERED_SECONDS;
    const once = [...new Map(additions.map((addition) => [addition.eventId, addition])).values()];
    const counted = once.map(({ eventId }) => ({
      Put: {
        TableName: tableName,
        Item: { pk: `counted#${what}#${eventId}`, sk: 'event', expiration },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }));
    const sums = sumsOf(once).map(({ of, cents, count }) => ({
      Update: {
        TableName: tableName,
        Key: { pk: `totals#${what}`, sk: of },
        UpdateExpression: 'ADD cents :cents, events :count',
        ExpressionAttributeValues: { ':cents': cents, ':count': count },
      },
    }));
    await table.send(new TransactWriteCommand({ TransactItems: [...counted, ...sums] }));
  };
