import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { missing } from './message-check.ts';
import { remove } from './remove.ts';
import type { SqsContext } from './sqs-context.ts';

interface DeleteMessageInput {
  readonly QueueUrl?: string;
  readonly ReceiptHandle?: string;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage = (context: SqsContext): JsonOperation<DeleteMessageInput> => ({
  permissions: (input) => [{ action: 'sqs:DeleteMessage', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input) {
    const queue = context.queues.byUrl(input.QueueUrl);
    if (input.ReceiptHandle === undefined) throw missing('ReceiptHandle');
    remove(context, queue, input.ReceiptHandle);
  },
});
