import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { DeleteMessageCommand, GetQueueUrlCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LiveSystem, Said } from '@plumbline/event-kit';
import { z } from 'zod';
import { ordersOnHold } from '../manifest.ts';
import { workflowArnAt } from './workflow-steps.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MESSAGES_MAX = 10;

const heldOrder = z.looseObject({ order_id: z.string(), reason: z.string() });

/** `plumb restaurants resume`: starts a new execution for each order on hold, then removes its message. */
export const resumeOrders = async (at: LiveSystem): Promise<Said> => {
  const [sqs, sfn] = [new SQSClient(at.client), new SFNClient(at.client)];
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: at.named(ordersOnHold.name) }));
  const stateMachineArn = await workflowArnAt(sfn, at);
  const lines: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: MESSAGES_MAX }));
    if (Messages.length === 0) break;
    for (const message of Messages) {
      lines.push(await resumed(sfn, stateMachineArn, message));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    }
  }
  return { lines: lines.length === 0 ? ['No order is on hold.'] : lines };
};

/** The message's id makes the execution's name, so that a message that is received twice resumes the order once. */
const resumed = async (sfn: SFNClient, stateMachineArn: string, { Body = '', MessageId = '' }: Message): Promise<string> => {
  const { reason, payment: _, ...order } = heldOrder.parse(JSON.parse(Body));
  const name = `${order.order_id}-${MessageId}`.slice(0, NAME_LENGTH_MAX);
  await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(order) }));
  return `${order.order_id} resumed; it was on hold because: ${reason}`;
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const NAME_LENGTH_MAX = 80;
