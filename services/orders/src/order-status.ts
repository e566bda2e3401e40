/** What each event makes of its order, in the order in which an order goes through them. */
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

/** The status that an event brings, or `undefined` for an event that brings none. */
export const statusAfter = (eventType: string): RankedStatus | undefined => {
  const rank = STATUS_OF_EVENT.findIndex(([type]) => type === eventType);
  const entry = STATUS_OF_EVENT[rank];
  return entry === undefined ? undefined : { status: entry[1], rank };
};
