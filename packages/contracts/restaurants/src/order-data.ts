import { measured } from '@plumbline/event-kit';
import { z } from 'zod';

/** https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html does not bound an AWSEmail; RFC 5321, 4.5.3.1 does. */
const EMAIL_LENGTH_MAX = 254;
/** One order is for one table, not for a stadium. */
export const QUANTITY_MAX = 100;

export const orderId = z.string().min(1).max(64).describe("The order's id, made when it was posted.");
export const restaurantId = z.string().min(1).max(64).describe("The restaurant's id, such as Dominos.");
export const dish = z.string().trim().min(1).max(100).describe('The name of the dish.');
export const quantity = measured(z.int().min(1).max(QUANTITY_MAX), { unit: 'dish', meaning: 'How many of them' });
export const clientEmail = z.email().max(EMAIL_LENGTH_MAX).describe("The guest's mail address.");

/** What an order's events say about it. */
export const orderData = z.object({
  order_id: orderId,
  restaurant_id: restaurantId,
  restaurant_name: z.string().min(1).describe("The restaurant's name, for people."),
  name: dish,
  quantity,
  client_email: clientEmail,
});

export const amount = {
  amount_minor: measured(z.int().min(0), { unit: 'minor unit of currency', meaning: 'What the guest pays' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .describe('ISO 4217, such as USD.'),
};
