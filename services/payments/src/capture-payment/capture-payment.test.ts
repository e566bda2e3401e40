import { OrderAccepted, type OrderData } from '@plumbline/contracts-ordering';
import { detailSchema, type EventOf } from '@plumbline/event-kit';
import { recordingLog, recordingPublisher } from '@plumbline/testing';
import { describe, expect, it } from 'vitest';
import { capturePayment } from '../manifest.ts';
import { DECLINED, localGateway } from './adapters/local-gateway.ts';
import { type Charge, createCapturePayment } from './capture-payment.ts';

const accepted = detailSchema(OrderAccepted).parse(OrderAccepted.examples[0]?.detail) as EventOf<typeof OrderAccepted>;
const paying = (payment: OrderData['payment']): OrderData => ({ ...accepted.Data, payment });

const { log } = recordingLog();

/** A ledger in memory: the first charge of an order stays. */
const ledger = () => {
  const charges = new Map<string, Charge>();
  return async (orderId: string, charge: Charge): Promise<Charge> => {
    const first = charges.get(orderId) ?? charge;
    charges.set(orderId, first);
    return first;
  };
};

describe('createCapturePayment', () => {
  it('when the gateway takes the money, then PaymentCaptured says how much', async () => {
    const { publish, published } = recordingPublisher(capturePayment);
    await createCapturePayment({ charge: localGateway(), ledger: ledger(), publish, log })(accepted);
    expect(published).toHaveLength(1);
    expect(published[0]).toMatchObject({
      detailType: 'payment-captured',
      detail: { Data: { order_id: accepted.Data.order_id, amount_minor: 4315, currency: 'USD' } },
    });
  });

  it('when the gateway refuses, then PaymentFailed and the log say why', async () => {
    const { publish, published } = recordingPublisher(capturePayment);
    const { log, lines } = recordingLog();
    const event = { ...accepted, Data: paying({ amount_minor: 100, currency: 'USD', reference: 'pm_card_chargeDeclined' }) };
    await createCapturePayment({ charge: localGateway(), ledger: ledger(), publish, log })(event);
    expect(published[0]).toMatchObject({ detailType: 'payment-failed', detail: { Data: { reason: 'card_declined' } } });
    expect(lines).toMatchObject([{ level: 'warn', more: { reason: 'card_declined' } }]);
  });

  it('when the gateway cannot be asked, then it throws, so that it is tried again, and nothing is published', async () => {
    const { publish, published } = recordingPublisher(capturePayment);
    const capture = createCapturePayment({ charge: () => Promise.reject(new Error('no line')), ledger: ledger(), publish, log });
    await expect(capture(accepted)).rejects.toThrow('no line');
    expect(published).toEqual([]);
  });

  it('when an order was decided before, then the first decision is published, whatever the gateway answers now', async () => {
    const { publish, published } = recordingPublisher(capturePayment);
    const shared = ledger();
    await createCapturePayment({ charge: localGateway(), ledger: shared, publish, log })(accepted);
    const failing = { outcome: 'failed', failure: { order_id: accepted.Data.order_id, reason: 'card_expired', detail: '' } } as const;
    await createCapturePayment({ charge: async () => failing, ledger: shared, publish, log })(accepted);
    expect(published.map(({ detailType }) => detailType)).toEqual(['payment-captured', 'payment-captured']);
    expect(published[1]).toEqual(published[0]);
  });
});

describe('localGateway', () => {
  it.each(DECLINED)('when the reference is $reference, then it fails with $reason', async ({ reference, reason }) => {
    expect(await localGateway()(paying({ amount_minor: 100, currency: 'USD', reference }), 'k')).toMatchObject({
      outcome: 'failed',
      failure: { reason },
    });
  });

  it.each(DECLINED)('when the amount ends in .$amountCents, then it fails with $reason', async ({ amountCents, reason }) => {
    const payment = { amount_minor: 1_200 + amountCents, currency: 'USD', reference: 'pi_1' };
    expect(await localGateway()(paying(payment), 'k')).toMatchObject({ outcome: 'failed', failure: { reason } });
  });

  it('when it is asked twice with one key, then it is one payment', async () => {
    const order = paying({ amount_minor: 100, currency: 'USD', reference: 'pi_1' });
    expect(await localGateway()(order, 'k')).toEqual(await localGateway()(order, 'k'));
    expect(await localGateway()(order, 'k')).not.toEqual(await localGateway()(order, 'l'));
  });

  it('when the channel sent no payment, then the authorised amount is captured', async () => {
    const { payment: _, ...order } = accepted.Data;
    expect(await localGateway()(order, 'k')).toMatchObject({
      outcome: 'captured',
      payment: { amount_minor: expect.any(Number), currency: 'USD' },
    });
  });
});
