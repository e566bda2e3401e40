import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReceiveOrderPorts } from '../receive-order.ts';

/** The queue of rejected orders for manual work. The object itself stays in the bucket. */
export const sqsQuarantine =
  (client: SQSClient, queueUrl: string): ReceiveOrderPorts['quarantine'] =>
  async (notice, rejection) => {
    const body = { reason: rejection.reason, detail: rejection.message, object: notice };
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));
  };
