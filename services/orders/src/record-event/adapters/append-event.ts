import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { eventKey, orderKey } from '../../order-items.ts';
import type { HistoryEntry, RecordEventPorts } from '../record-event.ts';

/** Event and status in one transaction. When the order has got further already, only the event is written. */
export const appendEvent =
  (table: DynamoDBDocumentClient, tableName: string): RecordEventPorts['append'] =>
  async (entry) => {
    const item = { TableName: tableName, Item: { ...eventKey(entry.orderId, entry.metadata), event: entry.detail } };
    // The first status is the order's own when it is stored.
    if (entry.status === undefined || entry.status.rank === 0) {
      await table.send(new PutCommand(item));
      return;
    }
    try {
      await table.send(
        new TransactWriteCommand({ TransactItems: [{ Update: statusUpdate(tableName, entry, entry.status) }, { Put: item }] }),
      );
    } catch (error) {
      if (!isFurther(error)) throw error;
      await table.send(new PutCommand(item));
    }
  };

const statusUpdate = (tableName: string, entry: HistoryEntry, { status, rank }: NonNullable<HistoryEntry['status']>) => ({
  TableName: tableName,
  Key: orderKey(entry.orderId),
  UpdateExpression: 'SET #status = :status, status_rank = :rank, status_at = :time',
  ConditionExpression: 'attribute_not_exists(status_rank) OR status_rank < :rank',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':status': status, ':rank': rank, ':time': entry.metadata.event_time_iso8601 },
});

const isFurther = (error: unknown): boolean =>
  error instanceof TransactionCanceledException && error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
