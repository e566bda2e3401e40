import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { type BatchEntry, checkBatch, runBatch } from './batch.ts';
import { attributeBytes } from './message-attributes.ts';
import { MESSAGE_BYTES_MAX } from './queue-definition.ts';
import { send } from './send.ts';
import { type MessageInput, outgoing, sentAnswer } from './send-message.ts';
import type { SqsContext } from './sqs-context.ts';

interface SendMessageBatchInput {
  readonly QueueUrl?: string;
  readonly Entries?: readonly (MessageInput & BatchEntry)[];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch = (context: SqsContext): JsonOperation<SendMessageBatchInput> => ({
  permissions: (input) => [{ action: 'sqs:SendMessage', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run(input, request) {
    const queue = context.queues.byUrl(input.QueueUrl);
    const entries = checkBatch(input.Entries, 'SendMessageBatchRequestEntry');
    const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
    if (bytes > MESSAGE_BYTES_MAX) {
      throw new AwsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${MESSAGE_BYTES_MAX} bytes. You have sent ${bytes} bytes.`,
      );
    }
    return runBatch(entries, (entry) => sentAnswer(entry, send(context, queue, outgoing(context, entry, request))));
  },
});

const bytesOf = (entry: MessageInput): number => Buffer.byteLength(entry.MessageBody ?? '') + attributeBytes(entry.MessageAttributes ?? {});
