import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface HttpCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The time limit for the endpoint. @default CALL_MS_MAX */
  readonly timeoutMs?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** The first bytes of the body; the rest is not read. */
  readonly body: string;
  /** The header `Retry-After`. */
  readonly retryAfter: string | undefined;
}

/** The time that EventBridge gives an endpoint, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html */
export const CALL_MS_MAX = 5_000;
const BODY_CHARS_MAX = 4_096;

/**
 * Calls an endpoint with exactly these headers, which `fetch` does not allow. The time is the machine's, even under a virtual clock.
 *
 * @throws Error when the connection fails; its name is `TimeoutError` when the response is late.
 */
export const httpCall = ({ method, url, headers, body, timeoutMs = CALL_MS_MAX }: HttpCall): Promise<HttpAnswer> => {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const outgoing = send(url, { method, headers: { ...headers, ...length }, signal: AbortSignal.timeout(timeoutMs) }, (incoming) => {
    let text = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => {
      if (text.length < BODY_CHARS_MAX) text += chunk;
    });
    incoming.once('error', reject);
    incoming.once('end', () =>
      resolve({ status: incoming.statusCode ?? 0, body: text.slice(0, BODY_CHARS_MAX), retryAfter: incoming.headers['retry-after'] }),
    );
  });
  outgoing.once('error', (error: Error) => reject(error.cause instanceof Error ? error.cause : error));
  outgoing.end(body === '' ? undefined : body);
  return promise;
};
