import type { Permission } from '@plumbline/iam-policy';
import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service.ts';

/** One API operation of a JSON-protocol service. */
export interface JsonOperation<I = never> {
  /** The permissions that the caller's role needs, derived from the input before the operation runs. */
  permissions(input: I): readonly Permission[];
  run(input: I, request: AwsRequest): unknown;
}

export interface JsonServiceProps {
  readonly signingName: string;
  /** The part of `X-Amz-Target` before the dot. */
  readonly targetPrefix: string;
  readonly jsonVersion: '1.0' | '1.1';
  /** The namespace AWS writes before `#` in `__type`. */
  readonly errorNamespace: string;
  readonly operations: Readonly<Record<string, JsonOperation>>;
  /**
   * Further headers for an error, such as SQS's `x-amzn-query-error`.
   * @default none
   */
  readonly errorHeaders?: (error: AwsError) => Readonly<Record<string, string>>;
}

/**
 * A service of AWS's JSON 1.0 or 1.1 protocol: `POST /`, operation in `X-Amz-Target`, error type in `__type`.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const jsonService = (props: JsonServiceProps): AwsService => {
  const contentType = `application/x-amz-json-${props.jsonVersion}`;
  const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): AwsResponse => ({
    status,
    headers: { 'content-type': contentType, ...headers },
    body: JSON.stringify(body),
  });

  const operationOf: AwsService['operationOf'] = ({ headers }) => (headers['x-amz-target'] ?? '').slice(props.targetPrefix.length + 1);

  return {
    signingName: props.signingName,
    operationOf,
    async handle(request) {
      const name = request.operation;
      const operation = Object.hasOwn(props.operations, name) ? props.operations[name] : undefined;
      if (operation === undefined) throw notImplemented(props.signingName, name || '(no X-Amz-Target header)');
      const input = parseInput(request.body) as never;
      for (const permission of operation.permissions(input)) request.authorize(permission);
      return answer(200, (await operation.run(input, request)) ?? {});
    },
    errorAnswer(error) {
      const body = { __type: `${props.errorNamespace}#${error.code}`, message: error.message, ...error.fields };
      return answer(error.status, body, { 'x-amzn-errortype': error.code, ...props.errorHeaders?.(error) });
    },
  };
};

const parseInput = (body: Buffer): unknown => {
  try {
    const input: unknown = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch (cause) {
    throw new AwsError('SerializationException', 'The request body is not valid JSON.', { cause });
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
};
