import { RestaurantOrderPaid, type RestaurantOrderPaymentFailed } from '@plumbline/contracts-restaurants';
import { type EventOf, isEvent } from '@plumbline/event-kit';

/** An order as its subscribers see it. */
export interface ShownOrder {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly restaurantId: string;
  readonly orderStatus: 'PAID' | 'FAILED';
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly reason?: string;
}

export interface ShowOrderPorts {
  /** Tells the order's subscribers. */
  readonly show: (order: ShownOrder) => Promise<void>;
}

type OrderEvent = EventOf<typeof RestaurantOrderPaid | typeof RestaurantOrderPaymentFailed>;

/** Tells the subscribers of an order how its payment ended. */
export const createShowOrder =
  ({ show }: ShowOrderPorts) =>
  async (event: OrderEvent): Promise<void> => {
    const { order_id, restaurant_id, name, quantity } = event.Data;
    const order = { id: order_id, name, quantity, restaurantId: restaurant_id };
    if (isEvent(RestaurantOrderPaid, event))
      await show({ ...order, orderStatus: 'PAID', amountMinor: event.Data.amount_minor, currency: event.Data.currency });
    else await show({ ...order, orderStatus: 'FAILED', reason: event.Data.reason });
  };
