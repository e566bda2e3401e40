import type { Account, QueueRecord, QueueRecordAttribute } from '@plumbline/local-aws-kernel';
import { type MessageAttribute, md5OfAttributes } from './message-attributes.ts';
import type { Queue } from './queues.ts';
import { receiptHandleOf } from './receipt-handle.ts';
import type { ReceivedMessage } from './receive.ts';
import { systemAttributesOf } from './system-attributes.ts';

/** A message in the form that a function receives. */
export const eventRecordOf = (account: Account, queue: Queue, message: ReceivedMessage): QueueRecord => ({
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

const attributeOf = (attribute: MessageAttribute): QueueRecordAttribute => ({
  ...(attribute.BinaryValue === undefined ? { stringValue: attribute.StringValue ?? '' } : { binaryValue: attribute.BinaryValue }),
  stringListValues: [],
  binaryListValues: [],
  dataType: attribute.DataType,
});
