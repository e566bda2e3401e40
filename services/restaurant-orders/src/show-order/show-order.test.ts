import { RestaurantOrderPaid, RestaurantOrderPaymentFailed } from '@plumbline/contracts-restaurants';
import paid from '@plumbline/contracts-restaurants/examples/restaurant-order-paid.json' with { type: 'json' };
import failed from '@plumbline/contracts-restaurants/examples/restaurant-order-payment-failed.json' with { type: 'json' };
import { detailSchema, type EventOf } from '@plumbline/event-kit';
import { describe, expect, it, vi } from 'vitest';
import { createShowOrder } from './show-order.ts';

type OrderEvent = EventOf<typeof RestaurantOrderPaid | typeof RestaurantOrderPaymentFailed>;
const order = { id: paid.Data.order_id, name: 'Pizza', quantity: 6, restaurantId: 'Dominos' };

describe('show-order', () => {
  it.each([
    ['paid', detailSchema(RestaurantOrderPaid).parse(paid), { orderStatus: 'PAID', amountMinor: 7_200, currency: 'USD' }],
    ['declined', detailSchema(RestaurantOrderPaymentFailed).parse(failed), { orderStatus: 'FAILED', reason: 'The card was declined.' }],
  ])('when an order is %s, then its subscribers see it', async (_, event, shown) => {
    const show = vi.fn(async () => undefined);
    await createShowOrder({ show })(event as OrderEvent);
    expect(show).toHaveBeenCalledExactlyOnceWith({ ...order, ...shown });
  });
});
