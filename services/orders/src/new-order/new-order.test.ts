import { OrderCreated } from '@plumbline/contracts-ordering';
import { detailSchema, type EventOf } from '@plumbline/event-kit';
import { recordingPublisher } from '@plumbline/testing';
import { describe, expect, it, vi } from 'vitest';
import { newOrder } from '../manifest.ts';
import { createNewOrder } from './new-order.ts';

const example = OrderCreated.examples[0]?.detail;
const created = detailSchema(OrderCreated).parse(example) as EventOf<typeof OrderCreated>;

describe('createNewOrder', () => {
  it('when an order is created, then it is stored with its event and trace, and then accepted', async () => {
    const calls: string[] = [];
    const { publish, published } = recordingPublisher(newOrder);
    const store = vi.fn(async () => void calls.push('store'));
    await createNewOrder({
      store,
      publish: async (...event) => {
        calls.push('publish');
        await publish(...event);
      },
      traceId: () => '1-5759e988-bd862e3fe1be46a994272793',
    })(created);
    expect(calls).toEqual(['store', 'publish']);
    expect(store).toHaveBeenCalledWith(created, '1-5759e988-bd862e3fe1be46a994272793');
    expect(published).toEqual([
      {
        source: 'plumbline.orders',
        detailType: 'order-accepted',
        detail: {
          Metadata: expect.objectContaining({ event_type: 'OrderAccepted', causation_id: created.Metadata.event_id }),
          Data: created.Data,
        },
      },
    ]);
  });

  it('when it cannot be stored, then nothing is published', async () => {
    const { publish, published } = recordingPublisher(newOrder);
    const receiving = createNewOrder({ store: () => Promise.reject(new Error('throttled')), publish, traceId: () => undefined });
    await expect(receiving(created)).rejects.toThrow('throttled');
    expect(published).toEqual([]);
  });
});
