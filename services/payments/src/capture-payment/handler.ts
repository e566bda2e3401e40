import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { implement, resourceName } from '@plumbline/event-kit/runtime';
import { capturePayment, paymentTable } from '../manifest.ts';
import { localGateway } from './adapters/local-gateway.ts';
import { paymentLedger } from './adapters/payment-ledger.ts';
import { createCapturePayment } from './capture-payment.ts';

const client = new DynamoDBClient();
const ledger = paymentLedger(DynamoDBDocumentClient.from(client), resourceName(paymentTable));

export const handler = implement(capturePayment, ({ log, publish, once }) =>
  once({
    key: ({ Data }) => ({ order_id: Data.order_id }),
    work: createCapturePayment({ charge: localGateway(), ledger, publish, log }),
    client,
  }),
);
