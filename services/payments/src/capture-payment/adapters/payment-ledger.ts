import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { CapturePaymentPorts, Charge } from '../capture-payment.ts';

/** One item an order; the first charge stays. */
export const paymentLedger =
  (table: DynamoDBDocumentClient, tableName: string): CapturePaymentPorts['ledger'] =>
  async (orderId, charge) => {
    try {
      await table.send(
        new PutCommand({
          TableName: tableName,
          Item: { order_id: orderId, charge },
          ConditionExpression: 'attribute_not_exists(order_id)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return charge;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
      return unmarshall(error.Item).charge as Charge;
    }
  };
