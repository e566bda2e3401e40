import { AwsError, brokenConstraint, constraintError, type QueryInput } from '@plumbline/local-aws-kernel';
import { invalidValue } from './sns-errors.ts';

/** `BinaryValue` is base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const NAME_BYTES_MAX = 256;
const DATA_TYPE = /^(String|Number|Binary)(\..+)?$/;

/** Reads and checks the attributes of a message. `place` is AWS's name of its entry in a batch. */
export const readMessageAttributes = (input: QueryInput, place = ''): MessageAttributes => {
  const attributes = Object.fromEntries(
    input.structures('MessageAttributes').map(([name, value]) => {
      const DataType = value.text('DataType');
      if (DataType === undefined) throw missingType(`${place}messageAttributes.${name}.member.dataType`);
      return [name, { DataType, StringValue: value.text('StringValue'), BinaryValue: value.text('BinaryValue') }];
    }),
  );
  checkMessageAttributes(attributes);
  return attributes;
};

/** Throws ParameterValueInvalid. @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
export const checkMessageAttributes = (attributes: MessageAttributes): void => {
  for (const [name, attribute] of Object.entries(attributes)) {
    checkName(name);
    checkValue(name, attribute);
  }
};

/** The attributes' share of the size of a message. */
export const attributeBytes = (attributes: MessageAttributes): number => {
  let bytes = 0;
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    const value = StringValue === undefined ? Buffer.from(BinaryValue ?? '', 'base64').length : Buffer.byteLength(StringValue);
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }
  return bytes;
};

const checkName = (name: string): void => {
  if (Buffer.byteLength(name) > NAME_BYTES_MAX)
    throw invalidValue(`Length of message attribute name must be less than ${NAME_BYTES_MAX} bytes.`);
  const [strange] = /[^A-Za-z0-9_.-]/u.exec(name) ?? [];
  if (strange !== undefined) {
    const code = strange.codePointAt(0)?.toString(16).toUpperCase();
    throw invalidValue(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.startsWith('.')) throw invalidValue("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.')) throw invalidValue("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) throw invalidValue("Message attribute name can not have successive '.' character.");
};

const checkValue = (name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void => {
  const [, type] = DATA_TYPE.exec(DataType) ?? [];
  if (type === undefined) {
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const wanted = type === 'Binary' ? BinaryValue : StringValue;
  const other = type === 'Binary' ? StringValue : BinaryValue;
  if (other)
    throw invalidValue(`The message attribute '${name}' with type '${DataType}' must use field '${type === 'Binary' ? type : 'String'}'.`);
  if (!wanted) {
    throw invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (type === 'Number' && Number.isNaN(Number(wanted))) throw invalidValue(`Could not cast message attribute '${name}' value to number.`);
};

/** Its error code differs from the one in AWS's JSON protocols. */
const missingType = (place: string): AwsError =>
  new AwsError('ValidationError', constraintError(brokenConstraint(undefined, place, 'not be null')).message);
