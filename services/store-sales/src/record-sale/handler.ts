import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { implement, resourceName } from '@plumbline/event-kit/runtime';
import { recordSale, totalsTable } from '../manifest.ts';
import { addUp } from '../totals/adapters/add-up.ts';
import { createRecordSale } from './record-sale.ts';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = implement(recordSale, () => createRecordSale(addUp(table, resourceName(totalsTable), 'sales')));
