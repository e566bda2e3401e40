import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { implement, resourceName } from '@plumbline/event-kit/runtime';
import { adjustInventory, totalsTable } from '../manifest.ts';
import { addUp } from '../totals/adapters/add-up.ts';
import { createAdjustInventory } from './adjust-inventory.ts';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = implement(adjustInventory, () => createAdjustInventory(addUp(table, resourceName(totalsTable), 'inventory')));
