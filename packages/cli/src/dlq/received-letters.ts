import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '@plumbline/topology';
import type { Connection } from '../connection.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const RECEIVE_MAX = 10;
/** The visibility timeout of messages under inspection, in seconds. Messages that stay are released earlier. */
const HIDDEN_SECONDS = 120;

export const urlOf = async ({ sqs }: Connection, { name }: DeadLetterQueue): Promise<string> => {
  try {
    return (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? '';
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new Error(`The queue ${name} is declared, but not deployed. Deploy its stack.`, { cause: error });
  }
};

/** The visible messages of a queue, and those in flight. */
export const depthOf = async ({ sqs }: Connection, QueueUrl: string): Promise<{ readonly waiting: number; readonly inFlight: number }> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] }),
  );
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
};

/** Receives up to `max` messages and hides them from other consumers. A duplicate in the queue is returned twice. */
export async function* received({ sqs }: Connection, QueueUrl: string, max: number): AsyncGenerator<Message> {
  let left = max;
  while (left > 0) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(RECEIVE_MAX, left),
        VisibilityTimeout: HIDDEN_SECONDS,
        // Short polling may return no message from a queue that has messages. Long polling queries every server.
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return;
    left -= Messages.length;
    yield* Messages;
  }
}

/** Makes messages visible again at once. */
export const putBack = async ({ sqs }: Connection, QueueUrl: string, messages: readonly Message[]): Promise<void> => {
  for (let from = 0; from < messages.length; from += RECEIVE_MAX) {
    const Entries = messages
      .slice(from, from + RECEIVE_MAX)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
};
