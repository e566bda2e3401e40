import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { SqsContext } from './sqs-context.ts';

/**
 * Deletes a queue and its messages at once. The name can be used again at once; AWS asks for 60 seconds in between.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 */
export const deleteQueue = (context: SqsContext): JsonOperation<{ readonly QueueUrl?: string }> => ({
  permissions: (input) => [{ action: 'sqs:DeleteQueue', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run: (input) => context.queues.remove(context.queues.byUrl(input.QueueUrl)),
});
