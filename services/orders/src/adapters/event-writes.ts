import { eventKey, seenKey } from '../order-items.ts';

/** An event to write into an order's history. */
export interface RecordedEvent {
  readonly orderId: string;
  readonly metadata: { readonly event_time_iso8601: string; readonly event_id: string };
  /** The event as it is kept. */
  readonly detail: unknown;
}

/** The writes of a transaction that record an event, once: the condition fails when it is recorded already. */
export const eventWrites = (tableName: string, { orderId, metadata, detail }: RecordedEvent) => [
  { Put: { TableName: tableName, Item: seenKey(metadata), ConditionExpression: 'attribute_not_exists(pk)' } },
  { Put: { TableName: tableName, Item: { ...eventKey(orderId, metadata), event: detail } } },
];
