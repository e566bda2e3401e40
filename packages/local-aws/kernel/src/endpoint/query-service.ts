import type { Permission } from '@plumbline/iam-policy';
import { type AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service.ts';
import { type QueryInput, readQueryInput } from './query-input.ts';
import { type XmlContent, xmlDocument } from './xml.ts';

/** One API operation of a service that speaks the query protocol. */
export interface QueryOperation {
  /** The permissions that the caller's role needs, derived from the input before the operation runs. */
  permissions(input: QueryInput, request: AwsRequest): readonly Permission[];
  /** @returns the content of the result element; nothing if the operation has none. */
  run(input: QueryInput, request: AwsRequest): XmlContent | Promise<XmlContent>;
}

export interface QueryServiceProps extends Pick<AwsService, 'signingName' | 'claims'> {
  /** The namespace of its responses. */
  readonly namespace: string;
  readonly operations: Readonly<Record<string, QueryOperation>>;
}

/**
 * A service of AWS's query protocol: a form with the operation in `Action`, answered in XML.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const queryService = ({ namespace, operations, ...named }: QueryServiceProps): AwsService => ({
  ...named,
  operationOf: (request) => formOf(request).get('Action') ?? '',
  async handle(request) {
    const name = request.operation;
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) throw notImplemented(named.signingName, name || '(no Action)');
    const input = readQueryInput(formOf({ body: request.body, rawQuery: request.query.toString() }));
    for (const permission of operation.permissions(input, request)) request.authorize(permission);
    const result = await operation.run(input, request);
    return xml(200, `${name}Response`, namespace, {
      ...(result === undefined ? {} : { [`${name}Result`]: result }),
      ResponseMetadata: { RequestId: request.requestId },
    });
  },
  errorAnswer: (error, { requestId }) => queryError(error, namespace, requestId),
});

/** An error in the form of the query protocol. */
export const queryError = ({ code, message, status }: AwsError, namespace: string, requestId: string): AwsResponse =>
  xml(status, 'ErrorResponse', namespace, {
    Error: { Type: status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: message },
    RequestId: requestId,
  });

const formOf = ({ body, rawQuery }: { readonly body: Buffer; readonly rawQuery: string }): URLSearchParams =>
  new URLSearchParams(body.length > 0 ? body.toString('utf8') : rawQuery);

const xml = (status: number, root: string, namespace: string, content: XmlContent): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: xmlDocument(root, content, namespace),
});
