import { OrderAccepted, OrderCreated, OrderDeliveryArranged, PaymentCaptured, PaymentFailed } from '@plumbline/contracts-ordering';
import { defineFunction, defineService, defineTable, may, on } from '@plumbline/event-kit';

/** An order and its events, one item collection: see `order-items.ts`. */
export const orderTable = defineTable({ name: 'orders', partitionKey: 'pk', sortKey: 'sk' });

export const newOrder = defineFunction({
  name: 'new-order',
  summary: 'Stores the order together with its first event, then accepts it.',
  consumes: [on(OrderCreated)],
  publishes: [OrderAccepted],
  uses: [may(orderTable, 'PutItem', 'UpdateItem')],
});

export const recordEvent = defineFunction({
  name: 'record-event',
  summary: "Appends every event of an order to the order's history and moves its status.",
  consumes: [on(OrderCreated), on(OrderAccepted), on(OrderDeliveryArranged), on(PaymentCaptured), on(PaymentFailed)],
  batching: { size: 10, windowSeconds: 1 },
  uses: [may(orderTable, 'PutItem', 'UpdateItem', 'DeleteItem')],
});

export const orders = defineService({
  name: 'orders',
  domain: 'ordering',
  team: 'orders-team',
  summary: 'Knows every order and everything that happened to it.',
  functions: [newOrder, recordEvent],
});
