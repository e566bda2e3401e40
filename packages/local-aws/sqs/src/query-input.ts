import type { AwsRequest } from '@plumbline/local-aws-kernel';

/**
 * The input of an operation from a form: `AttributeName.1=All` is a list, `MessageAttribute.1.Name=a` with
 * `MessageAttribute.1.Value.DataType=String` a map. Older clients name the queue by the path alone.
 */
export const readQueryInput = (form: URLSearchParams, request: AwsRequest): Readonly<Record<string, unknown>> => {
  const input: Record<string, unknown> = { ...(request.path === '/' ? {} : { QueueUrl: request.path }) };
  for (const [name, value] of form) {
    if (TEXT.has(name)) input[name] = value;
    else if (NUMBERS.has(name)) input[name] = Number(value);
  }
  for (const [name, member] of LISTS) {
    const items = numbered(form, name).map((prefix) => form.get(prefix) ?? '');
    if (items.length > 0) input[member] = items;
  }
  for (const [name, member] of ATTRIBUTE_MAPS) {
    const entries = numbered(form, name).map((prefix) => [form.get(`${prefix}.Name`) ?? '', attributeAt(form, `${prefix}.Value`)] as const);
    if (entries.length > 0) input[member] = Object.fromEntries(entries);
  }
  return input;
};

const TEXT = new Set([
  'QueueUrl',
  'QueueName',
  'QueueNamePrefix',
  'MessageBody',
  'MessageGroupId',
  'MessageDeduplicationId',
  'ReceiptHandle',
  'NextToken',
]);
const NUMBERS = new Set(['DelaySeconds', 'MaxNumberOfMessages', 'VisibilityTimeout', 'WaitTimeSeconds', 'MaxResults']);
const LISTS = [
  ['AttributeName', 'AttributeNames'],
  ['MessageAttributeName', 'MessageAttributeNames'],
  ['MessageSystemAttributeName', 'MessageSystemAttributeNames'],
] as const;
const ATTRIBUTE_MAPS = [
  ['MessageAttribute', 'MessageAttributes'],
  ['MessageSystemAttribute', 'MessageSystemAttributes'],
] as const;

/** `name.1`, `name.2` and so on, up to the first missing number. */
const numbered = (form: URLSearchParams, name: string): readonly string[] => {
  const numbers = new Set<number>();
  for (const key of form.keys()) {
    const number = key.startsWith(`${name}.`) ? Number(key.slice(name.length + 1).split('.')[0]) : Number.NaN;
    if (Number.isInteger(number)) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b).map((number) => `${name}.${number}`);
};

const attributeAt = (form: URLSearchParams, prefix: string) => ({
  DataType: form.get(`${prefix}.DataType`) ?? '',
  ...(form.has(`${prefix}.StringValue`) ? { StringValue: form.get(`${prefix}.StringValue`) } : {}),
  ...(form.has(`${prefix}.BinaryValue`) ? { BinaryValue: form.get(`${prefix}.BinaryValue`) } : {}),
});
