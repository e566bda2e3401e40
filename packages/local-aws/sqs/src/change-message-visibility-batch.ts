import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { type BatchEntry, checkBatch, runBatch } from './batch.ts';
import { changeVisibility } from './change-visibility.ts';
import type { SqsContext } from './sqs-context.ts';

interface ChangeMessageVisibilityBatchInput {
  readonly QueueUrl?: string;
  readonly Entries?: readonly (BatchEntry & { readonly ReceiptHandle: string; readonly VisibilityTimeout?: number })[];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch = (context: SqsContext): JsonOperation<ChangeMessageVisibilityBatchInput> => ({
  permissions: (input) => [{ action: 'sqs:ChangeMessageVisibility', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const queue = context.queues.byUrl(input.QueueUrl);
    return runBatch(checkBatch(input.Entries, 'ChangeMessageVisibilityBatchRequestEntry'), (entry) => {
      changeVisibility(context, queue, entry.ReceiptHandle ?? '', entry.VisibilityTimeout ?? Number.NaN);
      return {};
    });
  },
});
