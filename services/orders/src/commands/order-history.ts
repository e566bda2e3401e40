import { type DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderData } from '@plumbline/contracts-ordering';
import type { Metadata } from '@plumbline/event-kit';
import { ORDER_SORT_KEY, orderKey } from '../order-items.ts';

/** An order in its table. */
export interface StoredOrder {
  readonly order_id: string;
  readonly status: string;
  readonly details: OrderData;
  readonly created_at: string;
  readonly trace_id: string | null;
}

export interface StoredEvent {
  readonly Metadata: Metadata;
  readonly Data: Readonly<Record<string, unknown>>;
}

/** An order with its events in order of time; the order is missing while only events have been recorded. */
export interface OrderHistory {
  readonly order: StoredOrder | undefined;
  readonly events: readonly StoredEvent[];
}

/** One Query returns the order and its events. */
export const orderHistory = async (table: DynamoDBDocumentClient, tableName: string, orderId: string): Promise<OrderHistory> => {
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': orderKey(orderId).pk },
    }),
  );
  return {
    order: Items.find((item) => item.sk === ORDER_SORT_KEY && item.order_id !== undefined) as StoredOrder | undefined,
    events: Items.filter((item) => item.sk !== ORDER_SORT_KEY).map((item) => item.event as StoredEvent),
  };
};

/** Every order, the newest first. */
export const allOrders = async (table: DynamoDBDocumentClient, tableName: string): Promise<readonly StoredOrder[]> => {
  const orders: StoredOrder[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await table.send(
      new ScanCommand({
        TableName: tableName,
        FilterExpression: 'sk = :order AND attribute_exists(order_id)',
        ExpressionAttributeValues: { ':order': ORDER_SORT_KEY },
        ExclusiveStartKey: start,
      }),
    );
    orders.push(...((page.Items ?? []) as StoredOrder[]));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return orders.sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
};
