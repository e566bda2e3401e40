import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { SqsContext } from './sqs-context.ts';

/**
 * Deletes a queue and its messages immediately. The name is reusable immediately; AWS requires a wait of 60 seconds.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 */
export const deleteQueue = (context: SqsContext): JsonOperation<{ readonly QueueUrl?: string }> => ({
  permissions: (input) => [{ action: 'sqs:DeleteQueue', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run: (input) => context.queues.remove(context.queues.byUrl(input.QueueUrl)),
});
