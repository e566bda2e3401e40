import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { VISIBILITY_SECONDS_MAX } from './change-visibility.ts';
import { longPoll } from './long-poll.ts';
import { type MessageAttributes, md5OfAttributes } from './message-attributes.ts';
import { invalid } from './message-check.ts';
import { receiptHandleOf } from './receipt-handle.ts';
import type { ReceivedMessage } from './receive.ts';
import type { SqsContext } from './sqs-context.ts';
import { systemAttributesOf } from './system-attributes.ts';

interface ReceiveMessageInput {
  readonly QueueUrl?: string;
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
  readonly WaitTimeSeconds?: number;
  readonly AttributeNames?: readonly string[];
  readonly MessageSystemAttributeNames?: readonly string[];
  readonly MessageAttributeNames?: readonly string[];
}

/** Limits of https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MESSAGES_MAX = 10;
const WAIT_SECONDS_MAX = 20;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage = (context: SqsContext): JsonOperation<ReceiveMessageInput> => ({
  permissions: (input) => [{ action: 'sqs:ReceiveMessage', resource: context.queues.arnOfUrl(input.QueueUrl) }],
  async run(input, { aborted }) {
    const queue = context.queues.byUrl(input.QueueUrl);
    const max = input.MaxNumberOfMessages ?? 1;
    const waitSeconds = input.WaitTimeSeconds ?? queue.settings.receiveWaitSeconds;
    if (!within(max, 1, MESSAGES_MAX)) throw invalid('MaxNumberOfMessages', max, 'Must be between 1 and 10, if provided.');
    if (!within(waitSeconds, 0, WAIT_SECONDS_MAX)) throw invalid('WaitTimeSeconds', waitSeconds, 'Must be >= 0 and <= 20, if provided.');
    const seconds = input.VisibilityTimeout;
    if (seconds !== undefined && !within(seconds, 0, VISIBILITY_SECONDS_MAX)) {
      throw invalid('VisibilityTimeout', seconds, 'Must be >= 0 and <= 43200, if provided.');
    }
    const messages = await longPoll(context, queue, { max, visibilityTimeoutSeconds: seconds }, waitSeconds, aborted);
    return messages.length === 0 ? {} : { Messages: messages.map((message) => answerOf(message, input)) };
  },
});

const answerOf = (message: ReceivedMessage, input: ReceiveMessageInput) => {
  const system = pick(systemAttributesOf(message), [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])]);
  const attributes: MessageAttributes = pick(message.attributes ?? {}, input.MessageAttributeNames ?? []);
  return {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandleOf(message),
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    ...(Object.keys(system).length === 0 ? {} : { Attributes: system }),
    ...(Object.keys(attributes).length === 0 ? {} : { MD5OfMessageAttributes: md5OfAttributes(attributes), MessageAttributes: attributes }),
  };
};

/** Names are exact, `All`, `.*`, or a prefix as `prefix.*`. */
const pick = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all).filter(([name]) =>
      names.some((wanted) => wanted === 'All' || wanted === name || (wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -2)))),
    ),
  );

const within = (value: number, min: number, max: number): boolean => Number.isInteger(value) && value >= min && value <= max;
