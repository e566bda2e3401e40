import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { missing } from './message-check.ts';
import type { SqsContext } from './sqs-context.ts';

interface GetQueueUrlInput {
  readonly QueueName?: string;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl = (context: SqsContext): JsonOperation<GetQueueUrlInput> => ({
  permissions: (input) => [{ action: 'sqs:GetQueueUrl', resource: context.queues.arnOfName(nameOf(input)) }],
  run: (input) => ({ QueueUrl: context.queueUrl(context.queues.byArn(context.queues.arnOfName(nameOf(input)))) }),
});

const nameOf = (input: GetQueueUrlInput): string => {
  if (input.QueueName === undefined || input.QueueName === '') throw missing('QueueName');
  return input.QueueName;
};
