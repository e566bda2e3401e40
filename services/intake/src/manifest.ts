import { OrderCreated } from '@plumbline/contracts-ordering';
import { defineBucket, defineFunction, defineQueue, defineService, idempotencyTable, may } from '@plumbline/event-kit';

/** Where the channels put their orders: `{tenant}/{channel}/{tenant}_{channel}_{order_id}_{yyyymmdd_hhmmss}.json`. */
export const ordersLog = defineBucket({ name: 'orders-log', expireAfterDays: 365 });

/** Rejected orders with the reason, for manual work. */
export const rejectedOrders = defineQueue({ name: 'rejected-orders' });

export const s3Notification = defineFunction({
  name: 's3-notification',
  summary: "Reads a new object, translates the channel's order to ours, and publishes it.",
  endpoint: { bucket: ordersLog, path: 's3-notification' },
  publishes: [OrderCreated],
  uses: [may(ordersLog, 'GetObject', 'GetObjectVersion', 'ListBucket'), may(rejectedOrders, 'SendMessage')],
  idempotency: { table: idempotencyTable({ name: 'intake-memory' }) },
  timeoutSeconds: 4,
});

export const intake = defineService({
  name: 'intake',
  domain: 'ordering',
  team: 'intake-team',
  summary: "Takes orders in from the channels and speaks each channel's language.",
  functions: [s3Notification],
});
