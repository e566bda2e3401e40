import { AwsError } from '@plumbline/local-aws-kernel';
import { attributeBytes, type MessageAttributes } from './message-attributes.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { Queue } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const DELAY_SECONDS_MAX = 900;

const ATTRIBUTES_MAX = 10;
/** The characters that a body may not contain: https://www.w3.org/TR/REC-xml/#charsets */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: SQS rejects these characters
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const ATTRIBUTE_NAME = /^(?!\.|aws\.|amazon\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i;
const DATA_TYPE = /^(String|Number|Binary)(\..{1,249})?$/;
const FIFO_ID = /^[!-~]{1,128}$/;

/** Throws AWS's errors for an invalid message. @returns the message's size in bytes. */
export const checkMessage = (queue: Queue, message: OutgoingMessage): number => {
  if (message.body === undefined || message.body === '') throw missing('MessageBody');
  if (FORBIDDEN.test(message.body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  const delay = message.delaySeconds;
  if (delay !== undefined && !(Number.isInteger(delay) && delay >= 0 && delay <= DELAY_SECONDS_MAX)) {
    throw invalid('DelaySeconds', delay, `DelaySeconds must be >= 0 and <= ${DELAY_SECONDS_MAX}.`);
  }
  if (message.messageAttributes !== undefined) checkAttributes(message.messageAttributes);
  checkFifo(queue, message);
  const bytes = Buffer.byteLength(message.body) + (message.messageAttributes === undefined ? 0 : attributeBytes(message.messageAttributes));
  if (bytes > queue.settings.maxMessageBytes) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.maxMessageBytes} bytes.`,
    );
  }
  return bytes;
};

const checkFifo = (queue: Queue, message: OutgoingMessage): void => {
  if (message.groupId !== undefined && !FIFO_ID.test(message.groupId)) {
    throw invalid(
      'MessageGroupId',
      message.groupId,
      'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    );
  }
  const dedup = message.deduplicationId;
  if (!queue.settings.fifo) {
    if (dedup === undefined) return;
    throw invalid('MessageDeduplicationId', dedup, 'The request includes a parameter that is not valid for this queue type.');
  }
  if (message.groupId === undefined) throw missing('MessageGroupId');
  if (message.delaySeconds !== undefined && message.delaySeconds !== 0) {
    throw invalid('DelaySeconds', message.delaySeconds, 'The request include parameter that is not valid for this queue type.');
  }
  if (dedup === undefined && !queue.settings.contentBasedDeduplication) {
    throw new AwsError(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  if (dedup !== undefined && !FIFO_ID.test(dedup)) {
    throw invalid(
      'MessageDeduplicationId',
      dedup,
      'MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    );
  }
};

const checkAttributes = (attributes: MessageAttributes): void => {
  const names = Object.keys(attributes);
  if (names.length > ATTRIBUTES_MAX) {
    throw new AwsError(
      'InvalidParameterValue',
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${ATTRIBUTES_MAX}].`,
    );
  }
  for (const name of names) {
    const attribute = attributes[name];
    if (!ATTRIBUTE_NAME.test(name)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Message attribute name '${name}' contains characters that are not allowed or is reserved.`,
      );
    }
    if (!DATA_TYPE.test(attribute?.DataType ?? '')) {
      throw new AwsError(
        'InvalidParameterValue',
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    const binary = attribute?.DataType.startsWith('Binary') ?? false;
    if (!(binary ? attribute?.BinaryValue : attribute?.StringValue)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${attribute?.DataType}'.`,
      );
    }
    if (attribute?.DataType.startsWith('Number') && Number.isNaN(Number(attribute.StringValue))) {
      throw new AwsError('InvalidParameterValue', `Can't cast the value of message (user) attribute '${name}' to a number.`);
    }
  }
};

export const missing = (parameter: string): AwsError =>
  new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`);

export const invalid = (parameter: string, value: unknown, reason: string): AwsError =>
  new AwsError('InvalidParameterValue', `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);
