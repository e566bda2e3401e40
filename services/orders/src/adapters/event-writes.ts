import { eventKey, seenKey } from '../order-items.ts';

/** An event to write into an order's history. */
export interface RecordedEvent {
  readonly orderId: string;
  readonly metadata: { readonly event_time_iso8601: string; readonly event_id: string };
  /** The stored event. */
  readonly detail: unknown;
}

/** The writes of a transaction that record an event once. The condition of the first write fails when the event is already recorded. */
export const eventWrites = (tableName: string, event: RecordedEvent) => [
  {
    Put: {
      TableName: tableName,
      Item: seenItem(event),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  },
  putEvent(tableName, event),
];

/** The writes that move a recorded event to an earlier time. The condition of the first write fails when the event was moved meanwhile. */
export const earlierEventWrites = (tableName: string, event: RecordedEvent, recordedTime: string) => [
  {
    Put: {
      TableName: tableName,
      Item: seenItem(event),
      ConditionExpression: '#time = :recorded',
      ExpressionAttributeNames: { '#time': 'time' },
      ExpressionAttributeValues: { ':recorded': recordedTime },
    },
  },
  { Delete: { TableName: tableName, Key: eventKey(event.orderId, { ...event.metadata, event_time_iso8601: recordedTime }) } },
  putEvent(tableName, event),
];

const seenItem = ({ metadata }: RecordedEvent) => ({ ...seenKey(metadata), time: metadata.event_time_iso8601 });

const putEvent = (tableName: string, { orderId, metadata, detail }: RecordedEvent) => ({
  Put: { TableName: tableName, Item: { ...eventKey(orderId, metadata), event: detail } },
});
