import { OrderAccepted, OrderDeliveryArranged, PaymentCaptured, PaymentFailed } from '@plumbline/contracts-ordering';
import { defineFunction, defineService, defineTable, idempotencyTable, may, on } from '@plumbline/event-kit';

/** One item for each order whose payment was decided. */
export const paymentTable = defineTable({ name: 'payments', partitionKey: 'order_id' });

export const capturePayment = defineFunction({
  name: 'capture-payment',
  summary: "Takes an order's money, once.",
  consumes: [on(OrderAccepted, { where: { service_info: ['delivery', 'pick_up'] } }), on(OrderDeliveryArranged)],
  publishes: [PaymentCaptured, PaymentFailed],
  uses: [may(paymentTable, 'PutItem')],
  idempotency: { table: idempotencyTable({ name: 'payments-memory' }) },
});

export const payments = defineService({
  name: 'payments',
  domain: 'ordering',
  team: 'payments-team',
  summary: 'Takes money.',
  functions: [capturePayment],
});
