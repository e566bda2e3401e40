/** The status after each event, in the order of an order's life. */
const STATUS_OF_EVENT = [
  ['OrderCreated', 'ORDER_CREATED'],
  ['OrderAccepted', 'ORDER_ACCEPTED'],
  ['OrderDeliveryArranged', 'DELIVERY_ARRANGED'],
  ['PaymentFailed', 'PAYMENT_FAILED'],
  ['PaymentCaptured', 'PAYMENT_CAPTURED'],
] as const;

export type OrderStatus = (typeof STATUS_OF_EVENT)[number][1];

/** A status with its rank: an event that arrives late must not move an order back. */
export interface RankedStatus {
  readonly status: OrderStatus;
  readonly rank: number;
}

/** The status after an event, or `undefined` for an event without a status. */
export const statusAfter = (eventType: string): RankedStatus | undefined => {
  const rank = STATUS_OF_EVENT.findIndex(([type]) => type === eventType);
  const entry = STATUS_OF_EVENT[rank];
  return entry === undefined ? undefined : { status: entry[1], rank };
};
