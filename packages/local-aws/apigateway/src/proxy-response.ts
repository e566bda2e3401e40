import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { AwsResponse } from '@plumbline/local-aws-kernel';

interface ProxyAnswer {
  readonly statusCode?: unknown;
  readonly headers?: unknown;
  readonly multiValueHeaders?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

/** API Gateway sets these headers itself. */
const FRAMING = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);

/**
 * Converts the function's response to HTTP. Anything but a status, headers of plain values and a string body is a malformed
 * proxy response (502).
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export const proxyResponse = (payload: string): AwsResponse => {
  const answer = JSON.parse(payload) as ProxyAnswer | null;
  if (answer === null || typeof answer !== 'object') return malformed();
  const status = Number(answer.statusCode);
  const headers = headersOf(answer);
  const body = answer.body ?? '';
  if (!Number.isInteger(status) || status < 200 || status > 599 || headers === undefined || typeof body !== 'string') return malformed();
  return { status, headers, body: answer.isBase64Encoded === true ? Buffer.from(body, 'base64') : body };
};

const malformed = (): AwsResponse => ({
  status: 502,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'InternalServerErrorException' },
  body: JSON.stringify({ message: 'Internal server error' }),
});

/** With lower-case names, because a response must not repeat a header; `undefined` when HTTP cannot carry them. */
const headersOf = ({ headers, multiValueHeaders }: ProxyAnswer): Record<string, string> | undefined => {
  const found: Record<string, string> = { 'content-type': 'application/json' };
  for (const [name, value] of [...Object.entries(headers ?? {}), ...Object.entries(multiValueHeaders ?? {})]) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    const text = values.map(String).join(', ');
    if (values.some((one) => typeof one === 'object') || !isHeader(name, text)) return undefined;
    if (!FRAMING.has(name.toLowerCase())) found[name.toLowerCase()] = text;
  }
  return found;
};

const isHeader = (name: string, value: string): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
};
