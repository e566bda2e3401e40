import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { implement, resourceName } from '@plumbline/event-kit/runtime';
import { countRejected, totalsTable } from '../manifest.ts';
import { addUp } from '../totals/adapters/add-up.ts';
import { createCountRejected } from './count-rejected.ts';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = implement(countRejected, () => createCountRejected(addUp(table, resourceName(totalsTable), 'rejected')));
