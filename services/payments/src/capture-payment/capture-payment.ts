import {
  type OrderAccepted,
  type OrderData,
  type OrderDeliveryArranged,
  PaymentCaptured,
  PaymentFailed,
} from '@plumbline/contracts-ordering';
import type { DataOf, EventOf, Log, Publish } from '@plumbline/event-kit';

/**
 * The port to the payment gateway: captures the order's payment, or returns the reason why it cannot. Throws when the gateway did not
 * answer. The same `idempotencyKey` is the same charge and returns the same answer, as with Stripe's `Idempotency-Key`.
 */
export type PaymentGateway = (order: OrderData, idempotencyKey: string) => Promise<Charge>;

export type Charge =
  | { readonly outcome: 'captured'; readonly payment: DataOf<typeof PaymentCaptured> }
  | { readonly outcome: 'failed'; readonly failure: DataOf<typeof PaymentFailed> };

export interface CapturePaymentPorts {
  readonly charge: PaymentGateway;
  /** Records the charge. The first charge of an order stays, and is returned. */
  readonly ledger: (orderId: string, charge: Charge) => Promise<Charge>;
  readonly publish: Publish<typeof PaymentCaptured | typeof PaymentFailed>;
  readonly log: Log;
}

/** Captures an order's payment and publishes the result. Write, then publish: a retry after a crash publishes the same result. */
export const createCapturePayment =
  ({ charge, ledger, publish, log }: CapturePaymentPorts) =>
  async (event: EventOf<typeof OrderAccepted | typeof OrderDeliveryArranged>): Promise<void> => {
    const orderId = event.Data.order_id;
    const decided = await ledger(orderId, await charge(event.Data, orderId));
    const cause = event.Metadata;
    if (decided.outcome === 'captured') await publish(PaymentCaptured, decided.payment, { cause });
    else {
      log.warn('payment failed', { order_id: orderId, reason: decided.failure.reason });
      await publish(PaymentFailed, decided.failure, { cause });
    }
  };
