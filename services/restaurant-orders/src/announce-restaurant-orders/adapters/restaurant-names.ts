import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { AddRestaurantNamePorts } from '../add-restaurant-name.ts';

const named = z.object({ name: z.string().min(1) });

export const restaurantNames =
  (table: DynamoDBDocumentClient, TableName: string): AddRestaurantNamePorts['nameOf'] =>
  async (id) => {
    const { Item } = await table.send(new GetCommand({ TableName, Key: { id } }));
    return Item === undefined ? undefined : named.parse(Item).name;
  };
