import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { failedConditions } from '@plumbline/event-kit/runtime';
import { eventWrites } from '../../adapters/event-writes.ts';
import { orderKey } from '../../order-items.ts';
import { statusAfter } from '../../order-status.ts';
import type { NewOrderPorts } from '../new-order.ts';

/** The position of the order among the transaction's writes. */
const ORDER = 0;

/** Order and event in one transaction; the condition makes the second of two equal deliveries a no-op. */
export const storeOrder =
  (table: DynamoDBDocumentClient, tableName: string): NewOrderPorts['store'] =>
  async (event, traceId) => {
    const order = orderUpdate(tableName, event, traceId);
    const writes = eventWrites(tableName, { orderId: event.Data.order_id, metadata: event.Metadata, detail: event });
    try {
      await table.send(new TransactWriteCommand({ TransactItems: [order, ...writes] }));
    } catch (error) {
      const failed = failedConditions(error);
      if (failed === undefined) throw error;
      // The event was recorded before its order: store the order alone.
      if (!failed.has(ORDER)) await table.send(new TransactWriteCommand({ TransactItems: [order] }));
    }
  };

const orderUpdate = (tableName: string, event: Parameters<NewOrderPorts['store']>[0], traceId: string | undefined) => {
  const first = statusAfter(event.Metadata.event_type);
  return {
    Update: {
      TableName: tableName,
      Key: orderKey(event.Data.order_id),
      // If a later event is already recorded, its status stays.
      UpdateExpression:
        'SET order_id = :id, details = :details, created_by = :event, created_at = :time, trace_id = :trace, ' +
        '#status = if_not_exists(#status, :status), status_rank = if_not_exists(status_rank, :rank)',
      ConditionExpression: 'attribute_not_exists(created_by)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':id': event.Data.order_id,
        ':details': event.Data,
        ':event': event.Metadata.event_id,
        ':time': event.Metadata.event_time_iso8601,
        ':trace': traceId ?? null,
        ':status': first?.status,
        ':rank': first?.rank,
      },
    },
  };
};
