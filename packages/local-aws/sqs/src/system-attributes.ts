import type { ReceivedMessage } from './receive.ts';

/**
 * SQS's own attributes of a message, in the order of Lambda's records.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export const systemAttributesOf = (message: ReceivedMessage): Record<string, string> => {
  const attributes: Record<string, string> = { ApproximateReceiveCount: String(message.receiveCount) };
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) attributes[name] = value;
  };
  add('AWSTraceHeader', message.traceHeader);
  add('SentTimestamp', String(message.sentAtMs));
  add('SequenceNumber', message.sequenceNumber);
  add('MessageGroupId', message.groupId);
  add('SenderId', message.senderId);
  add('MessageDeduplicationId', message.deduplicationId);
  add('ApproximateFirstReceiveTimestamp', String(message.firstReceivedAtMs));
  add('DeadLetterQueueSourceArn', message.deadLetterSourceArn);
  return attributes;
};
