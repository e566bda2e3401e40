import { createHash } from 'node:crypto';
import { derivedCauseId } from '@plumbline/event-kit';
import type { Charge, PaymentGateway } from '../capture-payment.ts';

type FailureReason = Extract<Charge, { outcome: 'failed' }>['failure']['reason'];

/**
 * Payments that the local gateway declines: by the payment's reference, named after Stripe's test payment methods
 * (https://docs.stripe.com/testing#declined-payments), or by an amount that ends in .05, .51 or .54 (the ISO 8583
 * response codes for "do not honour", "insufficient funds" and "expired card").
 */
export const DECLINED: readonly {
  readonly reference: string;
  readonly amountCents: number;
  readonly reason: FailureReason;
  readonly detail: string;
}[] = [
  { reference: 'pm_card_chargeDeclined', amountCents: 5, reason: 'card_declined', detail: 'The issuer declined the card.' },
  {
    reference: 'pm_card_chargeDeclinedInsufficientFunds',
    amountCents: 51,
    reason: 'insufficient_funds',
    detail: 'The card has insufficient funds.',
  },
  { reference: 'pm_card_chargeDeclinedExpiredCard', amountCents: 54, reason: 'card_expired', detail: 'The card has expired.' },
];

/** A gateway without a bank: the order alone decides, so a repeated call returns the same answer. */
export const localGateway = (): PaymentGateway => async (order, idempotencyKey) => {
  const { amount_minor, currency, reference } = order.payment ?? authorizedBefore(order.order_id);
  const declined = DECLINED.find((test) => test.reference === reference || amount_minor % 100 === test.amountCents);
  if (declined !== undefined) {
    return { outcome: 'failed', failure: { order_id: order.order_id, reason: declined.reason, detail: declined.detail } };
  }
  const payment_id = derivedCauseId('payment', idempotencyKey);
  return { outcome: 'captured', payment: { order_id: order.order_id, payment_id, amount_minor, currency } };
};

/** What the gateway holds for an order whose channel sent no payment: 10.00 to 99.00 dollars, by the order's id. */
const authorizedBefore = (orderId: string) => {
  const byte = createHash('sha256').update(orderId).digest()[0] ?? 0;
  return { amount_minor: (10 + (byte % 90)) * 100, currency: 'USD', reference: `authorization:${orderId}` };
};
