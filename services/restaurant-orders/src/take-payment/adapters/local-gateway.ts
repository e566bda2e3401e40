import { derivedCauseId } from '@plumbline/event-kit';
import { GatewayUnreachable } from '../gateway-unreachable.ts';
import type { Charge } from '../take-payment.ts';

/** Guests whose payment does not succeed, by the part of their address before the @. */
export const GUESTS = { declined: 'declined', unreachable: 'unreachable' } as const;

/** A gateway without a bank: the guest's address alone decides, so a repeated call returns the same answer. */
export const localGateway =
  (): Charge =>
  async ({ amount_minor, currency, client_email }, idempotencyKey) => {
    const guest = client_email.split('@')[0] ?? '';
    if (guest === GUESTS.unreachable) throw new GatewayUnreachable(`The gateway did not answer for the order ${idempotencyKey}.`);
    if (guest === GUESTS.declined) return { outcome: 'declined', reason: 'The card was declined.' };
    return { outcome: 'paid', amount_minor, currency, payment_id: derivedCauseId('restaurant-payment', idempotencyKey) };
  };
