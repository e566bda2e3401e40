import { OrderAccepted } from '@plumbline/contracts-ordering';
import { detailSchema, type EventOf } from '@plumbline/event-kit';
import { recordingPublisher } from '@plumbline/testing';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { arrangeDelivery } from '../manifest.ts';
import { localCouriers } from './adapters/local-couriers.ts';
import { createArrangeDelivery } from './arrange-delivery.ts';

const accepted = detailSchema(OrderAccepted).parse(OrderAccepted.examples[0]?.detail) as EventOf<typeof OrderAccepted>;

describe('createArrangeDelivery', () => {
  it('when an order is accepted, then a courier is booked under its id, and the event says whose', async () => {
    const { publish, published } = recordingPublisher(arrangeDelivery);
    const book = vi.fn(async () => 'uber');
    await createArrangeDelivery({ book, publish })(accepted);
    expect(book).toHaveBeenCalledWith(accepted.Data, accepted.Data.order_id);
    expect(published[0]).toMatchObject({ detailType: 'order-delivery-arranged', detail: { Data: { ...accepted.Data, provider: 'uber' } } });
  });

  it('when no courier can be booked, then it throws and nothing is published', async () => {
    const { publish, published } = recordingPublisher(arrangeDelivery);
    await expect(createArrangeDelivery({ book: () => Promise.reject(new Error('nobody is there')), publish })(accepted)).rejects.toThrow(
      'nobody',
    );
    expect(published).toEqual([]);
  });
});

describe('localCouriers', () => {
  it('for any order, then booking it twice is booking it once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (bookingKey) => {
        expect(await localCouriers()(accepted.Data, bookingKey)).toBe(await localCouriers()(accepted.Data, bookingKey));
      }),
    );
  });
});
