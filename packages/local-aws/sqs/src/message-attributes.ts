import { createHash, hash } from 'node:crypto';

/** A message attribute as the API writes it; `BinaryValue` is base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/**
 * The MD5 that SDKs verify for sent and received messages: names in order, each part with its length before it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export const md5OfAttributes = (attributes: MessageAttributes): string => {
  const md5 = createHash('md5');
  const part = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    md5.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort(byBytes)) {
    const attribute = attributes[name] as MessageAttribute;
    part(Buffer.from(name));
    part(Buffer.from(attribute.DataType));
    md5.update(attribute.BinaryValue === undefined ? STRING_MARK : BINARY_MARK);
    part(bytesOf(attribute));
  }
  return md5.digest('hex');
};

export const md5OfBody = (body: string): string => hash('md5', body);

/** The attributes' share of the message size: name, type and value. */
export const attributeBytes = (attributes: MessageAttributes): number => {
  let bytes = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + bytesOf(attribute).length;
  }
  return bytes;
};

const STRING_MARK = Buffer.from([1]);
const BINARY_MARK = Buffer.from([2]);

const bytesOf = (attribute: MessageAttribute): Buffer =>
  attribute.BinaryValue === undefined ? Buffer.from(attribute.StringValue ?? '') : Buffer.from(attribute.BinaryValue, 'base64');

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
