import type { Account } from '@plumbline/local-aws-kernel';
import type { RestMatch } from './rest-api.ts';
import type { RestCall } from './rest-call.ts';

interface Facts {
  readonly requestId: string;
  readonly account: Account;
  readonly nowMs: number;
  readonly traceHeader: string | undefined;
}

/**
 * The event of a REST API's Lambda proxy integration (payload 1.0).
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const proxyEvent = (call: RestCall, match: RestMatch, { requestId, account, nowMs, traceHeader }: Facts): object => {
  const { 'x-amzn-trace-id': _, ...rest } = call.headers;
  const headers = { ...rest, ...(traceHeader === undefined ? {} : { 'X-Amzn-Trace-Id': traceHeader }) };
  const isText = isUtf8(call.body);
  return {
    resource: match.resourcePath,
    path: call.path,
    httpMethod: call.method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: orNull(Object.fromEntries(call.query)),
    multiValueQueryStringParameters: orNull(
      Object.fromEntries([...new Set(call.query.keys())].map((name) => [name, call.query.getAll(name)])),
    ),
    pathParameters: orNull(match.pathParameters),
    stageVariables: null,
    requestContext: {
      accountId: account.accountId,
      apiId: call.restApiId,
      resourceId: match.resourceId,
      resourcePath: match.resourcePath,
      httpMethod: call.method,
      path: `/${call.stage}${call.path}`,
      protocol: 'HTTP/1.1',
      stage: call.stage,
      requestId,
      requestTimeEpoch: nowMs,
      identity: {
        sourceIp: '127.0.0.1',
        userAgent: call.headers['user-agent'] ?? null,
        userArn: call.caller.kind === 'role' ? call.caller.sessionArn : null,
      },
    },
    body: call.body.length === 0 ? null : call.body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
};

const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length === 0 ? null : value);

const decoder = new TextDecoder('utf-8', { fatal: true });
const isUtf8 = (body: Buffer): boolean => {
  try {
    decoder.decode(body);
    return true;
  } catch {
    return false;
  }
};
