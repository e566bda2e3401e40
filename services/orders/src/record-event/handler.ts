import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { implement, resourceName } from '@plumbline/event-kit/runtime';
import { orderTable, recordEvent } from '../manifest.ts';
import { appendEvents } from './adapters/append-events.ts';
import { createRecordEvent } from './record-event.ts';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = implement(recordEvent, () => createRecordEvent(appendEvents(table, resourceName(orderTable))));
