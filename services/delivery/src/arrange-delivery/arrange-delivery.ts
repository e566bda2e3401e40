import { type OrderAccepted, type OrderData, OrderDeliveryArranged } from '@plumbline/contracts-ordering';
import type { EventOf, Publish } from '@plumbline/event-kit';

/**
 * The port to the courier companies: books a courier and returns the company's name. `bookingKey` makes repeated calls safe: the same key
 * is the same booking, as with the `external_delivery_id` of DoorDash Drive.
 */
export type Couriers = (order: OrderData, bookingKey: string) => Promise<string>;

export interface ArrangeDeliveryPorts {
  readonly book: Couriers;
  readonly publish: Publish<typeof OrderDeliveryArranged>;
}

/** Books a courier and publishes the company. */
export const createArrangeDelivery =
  ({ book, publish }: ArrangeDeliveryPorts) =>
  async (event: EventOf<typeof OrderAccepted>): Promise<void> => {
    const provider = await book(event.Data, event.Data.order_id);
    await publish(OrderDeliveryArranged, { ...event.Data, provider }, { cause: event.Metadata });
  };
