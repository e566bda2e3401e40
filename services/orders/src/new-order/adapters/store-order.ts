import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { eventKey, orderKey } from '../../order-items.ts';
import { statusAfter } from '../../order-status.ts';
import type { NewOrderPorts } from '../new-order.ts';

/** Order and event in one transaction; the condition makes the second of two equal deliveries a no-op. */
export const storeOrder =
  (table: DynamoDBDocumentClient, tableName: string): NewOrderPorts['store'] =>
  async (event, traceId) => {
    const orderId = event.Data.order_id;
    const first = statusAfter(event.Metadata.event_type);
    try {
      await table.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: tableName,
                Key: orderKey(orderId),
                // A later event may have been recorded before: then its status stays.
                UpdateExpression:
                  'SET order_id = :id, details = :details, created_by = :event, created_at = :time, trace_id = :trace, ' +
                  '#status = if_not_exists(#status, :status), status_rank = if_not_exists(status_rank, :rank)',
                ConditionExpression: 'attribute_not_exists(created_by)',
                ExpressionAttributeNames: { '#status': 'status' },
                ExpressionAttributeValues: {
                  ':id': orderId,
                  ':details': event.Data,
                  ':event': event.Metadata.event_id,
                  ':time': event.Metadata.event_time_iso8601,
                  ':trace': traceId ?? null,
                  ':status': first?.status,
                  ':rank': first?.rank,
                },
              },
            },
            { Put: { TableName: tableName, Item: { ...eventKey(orderId, event.Metadata), event } } },
          ],
        }),
      );
    } catch (error) {
      if (!wasStoredBefore(error)) throw error;
    }
  };

const wasStoredBefore = (error: unknown): boolean =>
  error instanceof TransactionCanceledException && error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
