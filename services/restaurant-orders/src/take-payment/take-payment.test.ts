import { describe, expect, it, vi } from 'vitest';
import { localGateway } from './adapters/local-gateway.ts';
import { createTakePayment, type PaymentRequest, type TakePaymentPorts } from './take-payment.ts';

const order: PaymentRequest = { order_id: 'o-1', restaurant_id: 'Dominos', quantity: 6, client_email: 'guest@example.com' };
const takePayment = (ports: Partial<TakePaymentPorts> = {}) =>
  createTakePayment({ priceAt: async () => ({ amount_minor: 1_200, currency: 'USD' }), charge: localGateway(), ...ports });

describe('take-payment', () => {
  it('when a guest orders six dishes, then six prices are charged, with the order as the key', async () => {
    const charge = vi.fn(localGateway());
    expect(await takePayment({ charge })(order)).toMatchObject({ outcome: 'paid', amount_minor: 7_200, currency: 'USD' });
    expect(charge).toHaveBeenCalledExactlyOnceWith({ amount_minor: 7_200, currency: 'USD', client_email: 'guest@example.com' }, 'o-1');
  });

  it('when an order is charged again, then the payment is the same', async () => {
    expect(await takePayment()(order)).toEqual(await takePayment()(order));
  });

  it.each([
    ['the card is declined', { client_email: 'declined@example.com' }, {}, 'The card was declined.'],
    ['the restaurant is gone', {}, { priceAt: async () => undefined }, 'The restaurant Dominos takes no orders any more.'],
  ])('when %s, then the payment is declined with the reason', async (_, override, ports, reason) => {
    expect(await takePayment(ports)({ ...order, ...override })).toEqual({ outcome: 'declined', reason });
  });

  it('when the gateway does not answer, then the error has the name that the workflow retries by', async () => {
    await expect(takePayment()({ ...order, client_email: 'unreachable@example.com' })).rejects.toMatchObject({
      name: 'GatewayUnreachable',
    });
  });
});
