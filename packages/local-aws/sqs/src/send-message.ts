import type { AwsRequest, JsonOperation } from '@plumbline/local-aws-kernel';
import { type MessageAttribute, type MessageAttributes, md5OfAttributes } from './message-attributes.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { type SentMessage, send } from './send.ts';
import { senderIdOf } from './sender-id.ts';
import type { SqsContext } from './sqs-context.ts';

/** The message's part of SendMessage, shared with an entry of SendMessageBatch. */
export interface MessageInput {
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageSystemAttributes?: { readonly AWSTraceHeader?: MessageAttribute };
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
}

interface SendMessageInput extends MessageInput {
  readonly QueueUrl?: string;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage = (context: SqsContext): JsonOperation<SendMessageInput> => ({
  permissions: (input) => [{ action: 'sqs:SendMessage', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  run: (input, request) => sentAnswer(input, send(context, context.queues.byUrl(input.QueueUrl), outgoing(context, input, request))),
});

/** The trace header of the message's own system attribute wins over the request's. */
export const outgoing = (context: SqsContext, input: MessageInput, request: AwsRequest): OutgoingMessage => ({
  body: input.MessageBody,
  messageAttributes: input.MessageAttributes,
  systemAttributes: { AWSTraceHeader: input.MessageSystemAttributes?.AWSTraceHeader?.StringValue ?? request.traceHeader },
  groupId: input.MessageGroupId,
  deduplicationId: input.MessageDeduplicationId,
  delaySeconds: input.DelaySeconds,
  senderId: senderIdOf(context.account, request.caller),
});

export const sentAnswer = (input: MessageInput, sent: SentMessage) => {
  const traceHeader = input.MessageSystemAttributes?.AWSTraceHeader;
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: sent.md5OfBody,
    ...(sent.md5OfMessageAttributes === undefined ? {} : { MD5OfMessageAttributes: sent.md5OfMessageAttributes }),
    ...(traceHeader === undefined ? {} : { MD5OfMessageSystemAttributes: md5OfAttributes({ AWSTraceHeader: traceHeader }) }),
    ...(sent.sequenceNumber === undefined ? {} : { SequenceNumber: sent.sequenceNumber }),
  };
};
