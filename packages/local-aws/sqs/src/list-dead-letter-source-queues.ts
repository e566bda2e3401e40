import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { SqsContext } from './sqs-context.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const listDeadLetterSourceQueues = (context: SqsContext): JsonOperation<{ readonly QueueUrl?: string }> => ({
  permissions: (input) => [{ action: 'sqs:ListDeadLetterSourceQueues', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const { arn } = context.queues.byUrl(input.QueueUrl);
    const sources = context.queues.all().filter(({ settings }) => settings.redrivePolicy?.deadLetterTargetArn === arn);
    // Lower case on the wire, unlike ListQueues.
    return { queueUrls: sources.map(context.queueUrl) };
  },
});
