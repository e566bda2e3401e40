import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { implement, resourceName } from '@plumbline/event-kit/runtime';
import { announceRestaurantOrders, restaurantTable } from '../manifest.ts';
import { restaurantNames } from './adapters/restaurant-names.ts';
import { createAddRestaurantName } from './add-restaurant-name.ts';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = implement(announceRestaurantOrders, () => ({
  enrich: createAddRestaurantName({ nameOf: restaurantNames(table, resourceName(restaurantTable)) }),
}));
