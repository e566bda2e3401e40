import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { currentTraceId, eventHandler, publisher, resourceName } from '@plumbline/event-kit/runtime';
import { newOrder, orderTable } from '../manifest.ts';
import { storeOrder } from './adapters/store-order.ts';
import { createNewOrder } from './new-order.ts';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

export const handler = eventHandler(
  newOrder,
  createNewOrder({
    store: storeOrder(table, resourceName(orderTable)),
    publish: publisher(newOrder),
    traceId: currentTraceId,
  }),
);
