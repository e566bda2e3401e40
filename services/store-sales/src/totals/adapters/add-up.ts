import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { failedConditions } from '@plumbline/event-kit/runtime';
import { type Addition, type AddUp, sumsOf } from '../addition.ts';
import { countedKey, type Totals, totalsPartition } from '../total-items.ts';

/** Longer than the retention of any archive, in seconds, so that a replay never counts twice. */
const REMEMBERED_SECONDS = 400 * 86_400;

/**
 * Adds each event to the totals once: one transaction writes the proof that the event is new and the sums. Skips events that are already
 * counted, and retries the rest.
 *
 * @throws TransactionCanceledException when totals were busy
 */
export const addUp =
  (table: DynamoDBDocumentClient, tableName: string, totals: Totals, now: () => number = Date.now): AddUp =>
  async (additions) => {
    let left = [...new Map(additions.map((addition) => [addition.eventId, addition])).values()];
    while (left.length > 0) {
      try {
        await table.send(new TransactWriteCommand({ TransactItems: [...proofs(left), ...sums(left)] }));
        return;
      } catch (error) {
        const counted = failedConditions(error);
        if (counted === undefined || counted.size === 0) throw error;
        left = left.filter((_, position) => !counted.has(position));
      }
    }

    function proofs(once: readonly Addition[]) {
      const expiration = Math.floor(now() / 1_000) + REMEMBERED_SECONDS;
      return once.map(({ eventId }) => ({
        Put: {
          TableName: tableName,
          Item: { ...countedKey(totals, eventId), expiration },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      }));
    }

    function sums(once: readonly Addition[]) {
      return sumsOf(once).map(({ key, cents, count }) => ({
        Update: {
          TableName: tableName,
          Key: { pk: totalsPartition(totals), sk: key },
          UpdateExpression: 'ADD cents :cents, events :count',
          ExpressionAttributeValues: { ':cents': cents, ':count': count },
        },
      }));
    }
  };
