import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { SqsContext } from './sqs-context.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const listQueueTags = (context: SqsContext): JsonOperation<{ readonly QueueUrl?: string }> => ({
  permissions: (input) => [{ action: 'sqs:ListQueueTags', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const { tags } = context.queues.byUrl(input.QueueUrl);
    return Object.keys(tags).length === 0 ? {} : { Tags: tags };
  },
});
