import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { implement, resourceName } from '@plumbline/event-kit/runtime';
import { restaurantTable, takePayment } from '../manifest.ts';
import { localGateway } from './adapters/local-gateway.ts';
import { prices } from './adapters/prices.ts';
import { createTakePayment, type PaymentRequest, paymentRequest } from './take-payment.ts';

const client = new DynamoDBClient();
const priceAt = prices(DynamoDBDocumentClient.from(client), resourceName(restaurantTable));

export const handler = implement(
  takePayment,
  ({ once }) =>
    once({
      key: ({ order_id }: PaymentRequest) => ({ order_id }),
      work: createTakePayment({ priceAt, charge: localGateway() }),
      client,
    }),
  { input: paymentRequest },
);
