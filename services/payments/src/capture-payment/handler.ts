import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { eventHandler, once, publisher, resourceName } from '@plumbline/event-kit/runtime';
import { capturePayment, paymentTable } from '../manifest.ts';
import { localGateway } from './adapters/local-gateway.ts';
import { paymentLedger } from './adapters/payment-ledger.ts';
import { createCapturePayment } from './capture-payment.ts';

const client = new DynamoDBClient();

const capture = createCapturePayment({
  charge: localGateway(),
  ledger: paymentLedger(DynamoDBDocumentClient.from(client), resourceName(paymentTable)),
  publish: publisher(capturePayment),
});

export const handler = eventHandler(
  capturePayment,
  once(capturePayment, { key: ({ Data }) => ({ order_id: Data.order_id }), work: capture, client }),
);
