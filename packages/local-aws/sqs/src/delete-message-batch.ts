import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { type BatchEntry, checkBatch, runBatch } from './batch.ts';
import { remove } from './remove.ts';
import type { SqsContext } from './sqs-context.ts';

interface DeleteMessageBatchInput {
  readonly QueueUrl?: string;
  readonly Entries?: readonly (BatchEntry & { readonly ReceiptHandle: string })[];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch = (context: SqsContext): JsonOperation<DeleteMessageBatchInput> => ({
  permissions: (input) => [{ action: 'sqs:DeleteMessage', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const queue = context.queues.byUrl(input.QueueUrl);
    return runBatch(checkBatch(input.Entries, 'DeleteMessageBatchRequestEntry'), (entry) => {
      remove(context, queue, entry.ReceiptHandle ?? '');
      return {};
    });
  },
});
