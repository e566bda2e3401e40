import type { Ports, RoleCall } from '@plumbline/local-aws-kernel';
import { parseXml } from '@plumbline/local-aws-kernel';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { runtimeFailure } from '../state-failure.ts';
import { type FailureOf, type ServiceAnswer, sdkMetadata } from './call-service.ts';
import { serviceFailure } from './service-error.ts';

/** The string members of Publish; a message may be JSON. */
const TEXTS = [
  ...['TopicArn', 'TargetArn', 'PhoneNumber', 'Message', 'MessageStructure', 'Subject'],
  ...['MessageGroupId', 'MessageDeduplicationId'],
];

/**
 * Publishes to a topic over the query protocol, the only one of SNS. Throws StateFailure.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
 */
export const publishToTopic = async (
  ports: Pick<Ports, 'callService'>,
  caller: Pick<RoleCall, 'caller' | 'traceHeader'>,
  parameters: JsonObject,
): Promise<Json> => {
  const failureOf: FailureOf = (...error) => serviceFailure('sns', ...error);
  const { result, answer } = await publish(ports, caller, parameters, failureOf);
  return { ...result, ...sdkMetadata(answer) };
};

/** The result without the metadata of the response. */
export const publish = async (
  ports: Pick<Ports, 'callService'>,
  caller: Pick<RoleCall, 'caller' | 'traceHeader'>,
  parameters: JsonObject,
  failureOf: FailureOf,
): Promise<{ readonly result: JsonObject; readonly answer: ServiceAnswer }> => {
  const form = new URLSearchParams({ Action: 'Publish', Version: '2010-03-31' });
  for (const [name, value] of Object.entries(parameters)) {
    if (name === 'MessageAttributes') addAttributes(form, value);
    else if (TEXTS.includes(name)) form.set(name, textOf(value));
    else throw runtimeFailure(`local-aws does not support the parameter '${name}' of sns:publish.`);
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const {
    status,
    headers: answered = {},
    requestId,
    body = '',
  } = await ports.callService('sns', { ...caller, headers, body: form.toString() });
  const text = String(body);
  if (status >= 300) {
    const { Error: error } = parseXml(Buffer.from(text), 'ErrorResponse', []) as { readonly Error: Readonly<Record<string, string>> };
    throw failureOf(error['Code'] ?? 'Unknown', status, error['Message'] ?? '', requestId);
  }
  const answer: ServiceAnswer = { status, headers: answered, body: text, requestId };
  const { PublishResult } = parseXml(Buffer.from(text), 'PublishResponse', []) as { readonly PublishResult: JsonObject };
  return { result: PublishResult, answer };
};

const addAttributes = (form: URLSearchParams, attributes: Json): void => {
  if (!isJsonObject(attributes)) throw runtimeFailure("The parameter 'MessageAttributes' of sns:publish must be an object.");
  Object.entries(attributes).forEach(([name, attribute], index) => {
    const place = `MessageAttributes.entry.${index + 1}`;
    form.set(`${place}.Name`, name);
    for (const [member, value] of Object.entries(isJsonObject(attribute) ? attribute : {}))
      form.set(`${place}.Value.${member}`, textOf(value));
  });
};

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
