import { describe, expect, it } from 'vitest';
import { createAddRestaurantName } from './add-restaurant-name.ts';

describe('announce-restaurant-orders', () => {
  it.each([
    ['the restaurant is known', "Domino's", "Domino's"],
    ['the restaurant is gone', undefined, 'Dominos'],
  ])('when %s, then the event has a name for people', async (_, name, expected) => {
    const add = createAddRestaurantName({ nameOf: async () => name });
    expect(await add({ data: { order_id: 'o-1', restaurant_id: 'Dominos' } })).toEqual({
      order_id: 'o-1',
      restaurant_id: 'Dominos',
      restaurant_name: expected,
    });
  });

  it('when the stored data names no restaurant, then the event is refused', async () => {
    await expect(createAddRestaurantName({ nameOf: async () => 'x' })({ data: {} })).rejects.toThrow('restaurant_id');
  });
});
