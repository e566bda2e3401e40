import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReceiveOrderPorts } from '../receive-order.ts';

/** The queue in which rejected orders wait for a person. The object itself stays where it is. */
export const sqsQuarantine =
  (client: SQSClient, queueUrl: string): ReceiveOrderPorts['quarantine'] =>
  async (notice, rejection) => {
    const body = { reason: rejection.reason, detail: rejection.message, object: notice };
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));
  };
