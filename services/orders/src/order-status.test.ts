import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RankedStatus, statusAfter } from './order-status.ts';

const WAY = ['OrderCreated', 'OrderAccepted', 'OrderDeliveryArranged', 'PaymentCaptured'];

describe('statusAfter', () => {
  it('for any order of arrival, however often each event comes, then the order ends captured', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...WAY, ...WAY], { minLength: 8 }), (arrivals) => {
        let current: RankedStatus | undefined;
        for (const type of arrivals) {
          const next = statusAfter(type);
          if (next !== undefined && (current === undefined || current.rank < next.rank)) current = next;
        }
        expect(current?.status).toBe('PAYMENT_CAPTURED');
      }),
    );
  });

  it('when a payment failed and was captured later, then captured wins', () => {
    expect(statusAfter('PaymentCaptured')?.rank).toBeGreaterThan(statusAfter('PaymentFailed')?.rank ?? Number.POSITIVE_INFINITY);
  });
});
