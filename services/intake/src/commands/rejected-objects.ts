import { GetQueueUrlCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** An object that was not an order, with the reason. */
export interface RejectedObject {
  readonly reason: string;
  readonly detail: string;
  readonly object: { readonly bucket: string; readonly key: string };
}

const RECEIVE_MAX = 10;

/** Reads up to ten rejected objects and leaves them in the queue. */
export const rejectedObjects = async (sqs: SQSClient, queueName: string): Promise<readonly RejectedObject[]> => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: RECEIVE_MAX, VisibilityTimeout: 0 }));
  return Messages.map(({ Body }) => JSON.parse(Body ?? '{}') as RejectedObject);
};
