import { z } from 'zod';

export interface AddRestaurantNamePorts {
  readonly nameOf: (restaurantId: string) => Promise<string | undefined>;
}

const ofRestaurant = z.looseObject({ restaurant_id: z.string() });

/** Adds the name of the restaurant to the data of an order's event. */
export const createAddRestaurantName =
  ({ nameOf }: AddRestaurantNamePorts) =>
  async ({ data }: { readonly data: Readonly<Record<string, unknown>> }): Promise<object> => {
    const { restaurant_id } = ofRestaurant.parse(data);
    // A restaurant may be gone when its last orders are announced.
    return { ...data, restaurant_name: (await nameOf(restaurant_id)) ?? restaurant_id };
  };
