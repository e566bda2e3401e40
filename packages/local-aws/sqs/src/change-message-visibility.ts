import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { changeVisibility } from './change-visibility.ts';
import { missing } from './message-check.ts';
import type { SqsContext } from './sqs-context.ts';

interface ChangeMessageVisibilityInput {
  readonly QueueUrl?: string;
  readonly ReceiptHandle?: string;
  readonly VisibilityTimeout?: number;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility = (context: SqsContext): JsonOperation<ChangeMessageVisibilityInput> => ({
  permissions: (input) => [{ action: 'sqs:ChangeMessageVisibility', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const queue = context.queues.byUrl(input.QueueUrl);
    if (input.ReceiptHandle === undefined) throw missing('ReceiptHandle');
    if (input.VisibilityTimeout === undefined) throw missing('VisibilityTimeout');
    changeVisibility(context, queue, input.ReceiptHandle, input.VisibilityTimeout);
  },
});
