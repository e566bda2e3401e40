import { createHash, createHmac } from 'node:crypto';

/** For tests: SigV4 written from its specification, independently of the code that checks it. */
export interface ToSign {
  readonly method: string;
  readonly url: string;
  readonly service: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

const REGION = 'eu-west-1';
const TIME = '20260101T000000Z';

/** The headers to send, signature and all. */
export const signRequest = (request: ToSign): Record<string, string> => {
  const headers: Record<string, string> = {
    ...request.headers,
    host: new URL(request.url).host,
    'x-amz-date': TIME,
    ...(request.sessionToken === undefined ? {} : { 'x-amz-security-token': request.sessionToken }),
  };
  const hash = sha256(request.body ?? '');
  if (request.service === 's3') headers['x-amz-content-sha256'] = hash;
  const signedHeaders = Object.keys(headers).sort().join(';');
  const signature = signatureOf(request, headers, [...new URL(request.url).searchParams], hash);
  const credential = `${request.accessKeyId}/${scopeOf(request)}`;
  const { host: _, ...sent } = headers;
  return { ...sent, authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}` };
};

/** A URL that carries its signature. */
export const presign = (request: ToSign, expiresSeconds: number): string => {
  const url = new URL(request.url);
  url.searchParams.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
  url.searchParams.set('X-Amz-Credential', `${request.accessKeyId}/${scopeOf(request)}`);
  url.searchParams.set('X-Amz-Date', TIME);
  url.searchParams.set('X-Amz-Expires', String(expiresSeconds));
  url.searchParams.set('X-Amz-SignedHeaders', 'host');
  if (request.sessionToken !== undefined) url.searchParams.set('X-Amz-Security-Token', request.sessionToken);
  const hash = request.service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(request.body ?? '');
  url.searchParams.set('X-Amz-Signature', signatureOf(request, { host: url.host }, [...url.searchParams], hash));
  return url.href;
};

const scopeOf = ({ service }: ToSign): string => `${TIME.slice(0, 8)}/${REGION}/${service}/aws4_request`;

const signatureOf = (
  request: ToSign,
  headers: Readonly<Record<string, string>>,
  query: readonly (readonly [string, string])[],
  payloadHash: string,
): string => {
  const path = new URL(request.url).pathname;
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    request.service === 's3' ? path : encode(path).replaceAll('%2F', '/'),
    query
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', TIME, scopeOf(request), sha256(canonical)].join('\n');
  let key: string | Buffer = `AWS4${request.secretAccessKey}`;
  for (const part of scopeOf(request).split('/')) key = createHmac('sha256', key).update(part).digest();
  return createHmac('sha256', key).update(toSign).digest('hex');
};

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
