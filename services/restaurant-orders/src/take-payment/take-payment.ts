import { z } from 'zod';

/** What the workflow asks for. */
export const paymentRequest = z.object({
  order_id: z.string().min(1),
  restaurant_id: z.string().min(1),
  quantity: z.int().min(1),
  client_email: z.email(),
});

export type PaymentRequest = z.infer<typeof paymentRequest>;

/** What a restaurant asks for a dish. */
export interface Price {
  readonly amount_minor: number;
  readonly currency: string;
}

export type Payment =
  | { readonly outcome: 'paid'; readonly amount_minor: number; readonly currency: string; readonly payment_id: string }
  | { readonly outcome: 'declined'; readonly reason: string };

/** Charges a guest. The same key charges once. @throws GatewayUnreachable */
export type Charge = (charge: Price & { readonly client_email: string }, idempotencyKey: string) => Promise<Payment>;

export interface TakePaymentPorts {
  readonly priceAt: (restaurantId: string) => Promise<Price | undefined>;
  readonly charge: Charge;
}

/** Charges the guest for the whole order. */
export const createTakePayment =
  ({ priceAt, charge }: TakePaymentPorts) =>
  async ({ order_id, restaurant_id, quantity, client_email }: PaymentRequest): Promise<Payment> => {
    const price = await priceAt(restaurant_id);
    if (price === undefined) return { outcome: 'declined', reason: `The restaurant ${restaurant_id} takes no orders any more.` };
    return charge({ amount_minor: price.amount_minor * quantity, currency: price.currency, client_email }, order_id);
  };
