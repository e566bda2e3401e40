import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { currentTraceId, implement, resourceName } from '@plumbline/event-kit/runtime';
import { newOrder, orderTable } from '../manifest.ts';
import { storeOrder } from './adapters/store-order.ts';
import { createNewOrder } from './new-order.ts';

const store = storeOrder(DynamoDBDocumentClient.from(new DynamoDBClient()), resourceName(orderTable));

export const handler = implement(newOrder, ({ publish }) => createNewOrder({ store, publish, traceId: currentTraceId }));
