/**
 * How an order lies in the table: the order and its events share a partition key, and sort by time.
 *
 * | pk              | sk                        | what            |
 * |-----------------|---------------------------|-----------------|
 * | `ORDER#{id}`    | `#ORDER`                  | the order       |
 * | `ORDER#{id}`    | `EVENT#{time}#{event id}` | one of its events |
 */
export const orderKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: '#ORDER' });

export const eventKey = (orderId: string, event: { readonly event_time_iso8601: string; readonly event_id: string }) => ({
  pk: `ORDER#${orderId}`,
  sk: `EVENT#${event.event_time_iso8601.toUpperCase()}#${event.event_id}`,
});
