import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { LiveSystem } from '@plumbline/event-kit';
import { restaurantTable } from '../manifest.ts';
import { confirmKitchens } from './mailbox.ts';

/** The restaurants of the demo, with the price of any of their dishes. */
const RESTAURANTS = [
  { id: 'Dominos', name: "Domino's", price_minor: 1_200, currency: 'USD' },
  { id: 'Trattoria', name: 'Trattoria da Ada', price_minor: 1_850, currency: 'EUR' },
] as const;

/** Opens the demo's restaurants. Opening them again changes nothing. */
export const openRestaurants = async (at: LiveSystem): Promise<void> => {
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(at.client));
  const TableName = at.named(restaurantTable.name);
  for (const Item of RESTAURANTS) await table.send(new PutCommand({ TableName, Item }));
  await confirmKitchens(at);
};
