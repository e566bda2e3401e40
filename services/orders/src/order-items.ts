/**
 * The items of an order in the table: the order and its events share a partition key and are sorted by time.
 *
 * | pk              | sk                        | what            |
 * |-----------------|---------------------------|-----------------|
 * | `ORDER#{id}`    | `#ORDER`                  | the order       |
 * | `ORDER#{id}`    | `EVENT#{time}#{event id}` | one of its events |
 * | `SEEN#{event id}` | `SEEN`                  | that the event is recorded, and at which time: a retry publishes it again with a later one |
 */
export const orderKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: ORDER_SORT_KEY });

/** The sort key of every order. */
export const ORDER_SORT_KEY = '#ORDER';

export const eventKey = (orderId: string, event: { readonly event_time_iso8601: string; readonly event_id: string }) => ({
  pk: orderKey(orderId).pk,
  sk: `EVENT#${event.event_time_iso8601}#${event.event_id}`,
});

export const seenKey = (event: { readonly event_id: string }) => ({ pk: `SEEN#${event.event_id}`, sk: 'SEEN' });
