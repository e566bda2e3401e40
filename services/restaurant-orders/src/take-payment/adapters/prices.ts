import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { TakePaymentPorts } from '../take-payment.ts';

const restaurant = z.object({ price_minor: z.int().min(0), currency: z.string() });

/** The prices of the table of restaurants. */
export const prices =
  (table: DynamoDBDocumentClient, TableName: string): TakePaymentPorts['priceAt'] =>
  async (id) => {
    const { Item } = await table.send(new GetCommand({ TableName, Key: { id } }));
    if (Item === undefined) return undefined;
    const { price_minor, currency } = restaurant.parse(Item);
    return { amount_minor: price_minor, currency };
  };
