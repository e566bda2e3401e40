import type { Account } from '../account.ts';
import { type MessageAttribute, md5OfAttributes } from './message-attributes.ts';
import type { Queue } from './queues.ts';
import { receiptHandleOf } from './receipt-handle.ts';
import type { ReceivedMessage } from './receive.ts';
import { systemAttributesOf } from './system-attributes.ts';

/**
 * A message as Lambda hands it to a function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export interface SqsEventRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, SqsEventMessageAttribute>>;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

export interface SqsEventMessageAttribute {
  readonly stringValue?: string;
  readonly binaryValue?: string;
  readonly stringListValues: readonly [];
  readonly binaryListValues: readonly [];
  readonly dataType: string;
}

export const eventRecordOf = (account: Account, queue: Queue, message: ReceivedMessage): SqsEventRecord => ({
  messageId: message.messageId,
  receiptHandle: receiptHandleOf(message),
  body: message.body,
  attributes: systemAttributesOf(message),
  messageAttributes: Object.fromEntries(Object.entries(message.attributes ?? {}).map(([name, value]) => [name, attributeOf(value)])),
  md5OfBody: message.md5OfBody,
  ...(message.attributes === undefined ? {} : { md5OfMessageAttributes: md5OfAttributes(message.attributes) }),
  eventSource: 'aws:sqs',
  eventSourceARN: queue.arn,
  awsRegion: account.region,
});

const attributeOf = (attribute: MessageAttribute): SqsEventMessageAttribute => ({
  ...(attribute.BinaryValue === undefined ? { stringValue: attribute.StringValue ?? '' } : { binaryValue: attribute.BinaryValue }),
  stringListValues: [],
  binaryListValues: [],
  dataType: attribute.DataType,
});
