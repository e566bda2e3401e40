import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { JsonObject } from '../json.ts';

export interface HttpFetch {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** AppSync ends a request after 30 seconds: https://docs.aws.amazon.com/general/latest/gr/appsync.html */
const CALL_MS_MAX = 30_000;
/** An answer is kept in memory. */
const BODY_BYTES_MAX = 5_242_880;

/** The answer of an endpoint, as a response handler finds it. Throws Error when the connection fails. */
export const httpFetch = ({ method, url, headers, body }: HttpFetch): Promise<JsonObject> => {
  const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const outgoing = send(url, { method, headers: { ...headers, ...length }, signal: AbortSignal.timeout(CALL_MS_MAX) }, (incoming) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_BYTES_MAX) outgoing.destroy(new Error(`the answer is over ${BODY_BYTES_MAX} bytes`));
      else chunks.push(chunk);
    });
    incoming.once('error', reject);
    incoming.once('end', () =>
      resolve({
        statusCode: incoming.statusCode ?? 0,
        headers: textHeaders(incoming.headers),
        body: Buffer.concat(chunks).toString('utf8'),
      }),
    );
  });
  outgoing.once('error', reject);
  outgoing.end(body === '' ? undefined : body);
  return promise;
};

const textHeaders = (headers: NodeJS.Dict<string | string[]>): JsonObject =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
