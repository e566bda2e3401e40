import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { failedConditions } from '@plumbline/event-kit/runtime';
import { earlierEventWrites, eventWrites } from '../../adapters/event-writes.ts';
import { orderKey } from '../../order-items.ts';
import type { HistoryEntry, RecordEventPorts } from '../record-event.ts';

/** The position of the write that proves that an event is new, among the writes of `append`. */
const SEEN = 0;

/** Writes events and statuses in one transaction. When an order is already further, writes only its event. */
export const appendEvents = (table: DynamoDBDocumentClient, tableName: string): RecordEventPorts => {
  const transact = (TransactItems: NonNullable<TransactWriteCommand['input']['TransactItems']>) =>
    table.send(new TransactWriteCommand({ TransactItems }));
  return {
    async appendAll(entries) {
      // Writes an event that was queued twice only once, at its first time, because a transaction may name an item only once.
      const latestFirst = [...entries].sort((a, b) => (a.metadata.event_time_iso8601 < b.metadata.event_time_iso8601 ? 1 : -1));
      const once = [...new Map(latestFirst.map((entry) => [entry.metadata.event_id, entry])).values()];
      await transact([...once.flatMap((entry) => eventWrites(tableName, entry)), ...statusUpdates(tableName, once)]);
    },
    async append(entry) {
      const writes = eventWrites(tableName, entry);
      try {
        await transact([...writes, ...statusUpdates(tableName, [entry])]);
      } catch (error) {
        const failed = failedConditions(error);
        if (failed === undefined) throw error;
        const recordedTime = failed.get(SEEN)?.time?.S;
        if (!failed.has(SEEN)) await transact(writes);
        // A retry published the event again and overtook the first one: its effects come after the first one's time.
        else if (recordedTime !== undefined && entry.metadata.event_time_iso8601 < recordedTime)
          await transact(earlierEventWrites(tableName, entry, recordedTime));
      }
    },
  };
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
