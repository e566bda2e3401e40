import { commandSchema, detailSchema } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import placeOrder from '../examples/place-order.json' with { type: 'json' };
import paid from '../examples/restaurant-order-paid.json' with { type: 'json' };
import { PlaceOrder, QUANTITY_MAX, RestaurantOrderPaid, RestaurantOrderPaymentFailed } from './index.ts';

const wholeOrder = (override: object) => ({ ...placeOrder, Data: { ...placeOrder.Data, ...override } });

describe('PlaceOrder', () => {
  it('when its example is read, then nothing of it is lost', () => {
    expect(commandSchema(PlaceOrder).parse(placeOrder)).toEqual(placeOrder);
  });

  it.each([
    ['quantity', 0],
    ['quantity', -1],
    ['quantity', 1.5],
    ['quantity', 1e9],
    ['quantity', QUANTITY_MAX + 1],
    ['name', ' '],
    ['client_email', 'guest'],
    ['client_email', `${'g'.repeat(250)}@example.com`],
    ['restaurant_id', ''],
    ['ordered_at', 'now'],
  ])('refuses %s = %j', (property, value) => {
    expect(commandSchema(PlaceOrder).safeParse(wholeOrder({ [property]: value })).success).toBe(false);
  });
});

describe('every event', () => {
  it.each([RestaurantOrderPaid, RestaurantOrderPaymentFailed])(
    '$eventType names the order, its restaurant and its guest',
    ({ data, examples }) => {
      expect(Object.keys(data.shape)).toEqual(expect.arrayContaining(['order_id', 'restaurant_id', 'restaurant_name', 'client_email']));
      expect(examples).toHaveLength(1);
    },
  );

  it('when a payment has a fraction of a cent, then the event is refused', () => {
    expect(detailSchema(RestaurantOrderPaid).safeParse({ ...paid, Data: { ...paid.Data, amount_minor: 0.5 } }).success).toBe(false);
  });
});
