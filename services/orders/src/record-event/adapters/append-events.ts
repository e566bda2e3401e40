import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { eventKey, orderKey } from '../../order-items.ts';
import type { HistoryEntry, RecordEventPorts } from '../record-event.ts';

/** Events and statuses in one transaction. When an order has got further already, only its event is written. */
export const appendEvents = (table: DynamoDBDocumentClient, tableName: string): RecordEventPorts => {
  const transact = (entries: readonly HistoryEntry[]) =>
    table.send(new TransactWriteCommand({ TransactItems: [...statusUpdates(tableName, entries), ...eventPuts(tableName, entries)] }));
  return {
    async appendAll(entries) {
      await transact(entries);
    },
    async append(entry) {
      try {
        await transact([entry]);
      } catch (error) {
        if (!isFurther(error)) throw error;
        for (const { Put } of eventPuts(tableName, [entry])) await table.send(new PutCommand(Put));
      }
    },
  };
};

/** An event that was queued twice is written once: a transaction may name an item only once. */
const eventPuts = (tableName: string, entries: readonly HistoryEntry[]) => {
  const items = new Map(
    entries.map((entry) => [entry.metadata.event_id, { ...eventKey(entry.orderId, entry.metadata), event: entry.detail }]),
  );
  return [...items.values()].map((Item) => ({ Put: { TableName: tableName, Item } }));
};

/** One update an order, to the furthest status among its events. The first status is the order's own when it is stored. */
const statusUpdates = (tableName: string, entries: readonly HistoryEntry[]) => {
  const furthest = new Map<string, HistoryEntry>();
  for (const entry of entries) {
    const rank = entry.status?.rank ?? 0;
    if (rank > (furthest.get(entry.orderId)?.status?.rank ?? 0)) furthest.set(entry.orderId, entry);
  }
  return [...furthest.values()].map(({ orderId, metadata, status }) => ({
    Update: {
      TableName: tableName,
      Key: orderKey(orderId),
      UpdateExpression: 'SET #status = :status, status_rank = :rank, status_at = :time',
      ConditionExpression: 'attribute_not_exists(status_rank) OR status_rank < :rank',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': status?.status, ':rank': status?.rank, ':time': metadata.event_time_iso8601 },
    },
  }));
};

const isFurther = (error: unknown): boolean =>
  error instanceof TransactionCanceledException && error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
