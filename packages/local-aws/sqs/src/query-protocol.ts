import type { AwsRequest, AwsResponse, JsonOperation, RequestHead } from '@plumbline/local-aws-kernel';
import { type AwsError, notImplemented, type XmlContent, xmlDocument } from '@plumbline/local-aws-kernel';
import { readQueryInput } from './query-input.ts';
import { faultOf, queryCodeOf } from './sqs-errors.ts';

const NAMESPACE = 'http://queue.amazonaws.com/doc/2012-11-05/';

/** The form of each operation's response; operations that are not listed support JSON only. */
const RESULTS: Readonly<Record<string, (answer: Answer) => XmlContent>> = {
  SendMessage: (answer) => answer as XmlContent,
  GetQueueUrl: (answer) => answer as XmlContent,
  ListQueues: (answer) => ({ QueueUrl: (answer['QueueUrls'] ?? []) as readonly string[] }),
  GetQueueAttributes: (answer) => ({ Attribute: namesAndValues(answer['Attributes']) }),
  ReceiveMessage: (answer) => ({ Message: ((answer['Messages'] ?? []) as readonly Answer[]).map(messageContent) }),
  DeleteMessage: () => undefined,
};

type Answer = Readonly<Record<string, unknown>>;

/** The protocol before JSON: Debian's AWS CLI and SDKs from before the end of 2023 use it. */
export const isQueryProtocol = ({ headers }: Pick<RequestHead, 'headers'>): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

export const queryOperationOf = ({ body }: { readonly body: Buffer }): string => formOf(body).get('Action') ?? '';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html */
export const handleQuery = async (operations: Readonly<Record<string, JsonOperation>>, request: AwsRequest): Promise<AwsResponse> => {
  const { operation: action, requestId } = request;
  const operation = Object.hasOwn(RESULTS, action) ? operations[action] : undefined;
  const write = RESULTS[action];
  if (operation === undefined || write === undefined) throw notImplemented('sqs', `${action} over the query protocol`);
  const input = readQueryInput(formOf(request.body), request) as never;
  for (const permission of operation.permissions(input)) request.authorize(permission);
  const content = write(((await operation.run(input, request)) ?? {}) as Answer);
  const result = content === undefined ? {} : { [`${action}Result`]: content };
  return xml(200, xmlDocument(`${action}Response`, { ...result, ResponseMetadata: { RequestId: requestId } }, NAMESPACE));
};

export const queryError = (error: AwsError, { requestId }: { readonly requestId: string }): AwsResponse => {
  const content = { Type: faultOf(error), Code: queryCodeOf(error), Message: error.message, Detail: '' };
  return xml(error.status, xmlDocument('ErrorResponse', { Error: content, RequestId: requestId }, NAMESPACE));
};

const formOf = (body: Buffer): URLSearchParams => new URLSearchParams(body.toString('utf8'));

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
