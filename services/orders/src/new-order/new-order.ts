import { OrderAccepted, type OrderCreated } from '@plumbline/contracts-ordering';
import type { EventOf, Publish } from '@plumbline/event-kit';

export interface NewOrderPorts {
  /** Stores the order and the event together. Storing the same event again changes nothing. */
  readonly store: (event: EventOf<typeof OrderCreated>, traceId: string | undefined) => Promise<void>;
  readonly publish: Publish<typeof OrderAccepted>;
  readonly traceId: () => string | undefined;
}

/** Write, then publish: after a crash between the two, the retry finds the order and publishes the same event. */
export const createNewOrder =
  ({ store, publish, traceId }: NewOrderPorts) =>
  async (event: EventOf<typeof OrderCreated>): Promise<void> => {
    await store(event, traceId());
    await publish(OrderAccepted, event.Data, { cause: event.Metadata });
  };
