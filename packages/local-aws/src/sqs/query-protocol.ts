import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse } from '../endpoint/aws-service.ts';
import type { JsonOperation } from '../endpoint/json-service.ts';
import { type XmlContent, xmlDocument } from '../endpoint/xml.ts';
import { readQueryInput } from './query-input.ts';
import { faultOf, queryCodeOf } from './sqs-errors.ts';

const NAMESPACE = 'http://queue.amazonaws.com/doc/2012-11-05/';

/** How the answer of an operation is written; what is not listed here only speaks JSON. */
const RESULTS: Readonly<Record<string, (answer: Answer) => XmlContent>> = {
  SendMessage: (answer) => answer as XmlContent,
  GetQueueUrl: (answer) => answer as XmlContent,
  ListQueues: (answer) => ({ QueueUrl: (answer['QueueUrls'] ?? []) as readonly string[] }),
  GetQueueAttributes: (answer) => ({ Attribute: namesAndValues(answer['Attributes']) }),
  ReceiveMessage: (answer) => ({ Message: ((answer['Messages'] ?? []) as readonly Answer[]).map(messageContent) }),
  DeleteMessage: () => undefined,
};

type Answer = Readonly<Record<string, unknown>>;

/** The protocol before JSON: Debian's AWS CLI and SDKs older than the end of 2023 speak it. */
export const isQueryProtocol = (request: AwsRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html */
export const handleQuery = async (operations: Readonly<Record<string, JsonOperation>>, request: AwsRequest): Promise<AwsResponse> => {
  try {
    const form = new URLSearchParams(request.body.toString('utf8'));
    const action = form.get('Action') ?? '';
    const content = await call(operations, action, form, request);
    const result = content === undefined ? {} : { [`${action}Result`]: content };
    return xml(200, xmlDocument(`${action}Response`, { ...result, ResponseMetadata: { RequestId: request.requestId } }, NAMESPACE));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const content = { Type: faultOf(error), Code: queryCodeOf(error), Message: error.message, Detail: '' };
    return xml(error.status, xmlDocument('ErrorResponse', { Error: content, RequestId: request.requestId }, NAMESPACE));
  }
};

const call = async (
  operations: Readonly<Record<string, JsonOperation>>,
  action: string,
  form: URLSearchParams,
  request: AwsRequest,
): Promise<XmlContent> => {
  const operation = Object.hasOwn(RESULTS, action) ? operations[action] : undefined;
  const write = RESULTS[action];
  if (operation === undefined || write === undefined) throw notImplemented('sqs', `${action} over the query protocol`);
  const input = readQueryInput(form, request) as never;
  for (const permission of operation.permissions(input)) request.authorize(permission);
  return write(((await operation.run(input, request)) ?? {}) as Answer);
};

const messageContent = (message: Answer): XmlContent => {
  const { Attributes, MessageAttributes, ...plain } = message;
  return {
    ...(plain as Readonly<Record<string, string>>),
    Attribute: namesAndValues(Attributes),
    MessageAttribute: namesAndValues(MessageAttributes),
  };
};

const namesAndValues = (values: unknown): readonly XmlContent[] =>
  Object.entries((values ?? {}) as Readonly<Record<string, XmlContent>>).map(([Name, Value]) => ({ Name, Value }));

const xml = (status: number, body: string): AwsResponse => ({ status, headers: { 'content-type': 'text/xml' }, body });
