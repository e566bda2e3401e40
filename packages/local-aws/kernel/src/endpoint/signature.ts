import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SigningKeys } from './signing-keys.ts';

/** The parts of a request's SigV4 signature. */
export interface Signature {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  /** The signing name of the service the request is for. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** From a presigned URL: the query carries the signature. */
  readonly presigned: boolean;
}

/** The parts of a request that are signed. `rawQuery` is the query as sent, without `?`. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const HEADER_PATTERN =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})\s*$/;

/**
 * Reads the signature from the `Authorization` header or a presigned query; `undefined` when it is missing or is not SigV4.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const readSignature = (headers: Readonly<Record<string, string>>, query: URLSearchParams): Signature | undefined => {
  const match = HEADER_PATTERN.exec(headers.authorization ?? '');
  if (match !== null) return toSignature(match.slice(1, 4), match[4] ?? '', match[5] ?? '', match[6] ?? '', false);
  const credential = query.get('X-Amz-Credential')?.split('/');
  if (credential?.length !== 5) return undefined;
  return toSignature(credential, credential[3] ?? '', query.get('X-Amz-SignedHeaders') ?? '', query.get('X-Amz-Signature') ?? '', true);
};

const toSignature = (
  scope: readonly string[],
  service: string,
  signedHeaders: string,
  signature: string,
  presigned: boolean,
): Signature => ({
  accessKeyId: scope[0] ?? '',
  date: scope[1] ?? '',
  region: scope[2] ?? '',
  service,
  signedHeaders: signedHeaders.split(';'),
  signature,
  presigned,
});

/** Whether the request was signed with `secret` and is unchanged. */
export const signatureIsValid = (request: SignedRequest, signature: Signature, secret: string, keys: SigningKeys): boolean => {
  const statedHash = request.headers['x-amz-content-sha256'];
  if (statedHash !== undefined && /^[0-9a-f]{64}$/.test(statedHash) && statedHash !== sha256(request.body)) return false;
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`;
  const query = new URLSearchParams(request.rawQuery);
  const time = (signature.presigned ? query.get('X-Amz-Date') : request.headers['x-amz-date']) ?? '';
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest(request, signature))].join('\n');
  const expected = createHmac('sha256', keys(secret, signature)).update(toSign).digest();
  const given = Buffer.from(signature.signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const canonicalRequest = (request: SignedRequest, signature: Signature): string => {
  const headers = signature.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`).join('');
  return [
    request.method,
    canonicalPath(request.path, signature.service),
    canonicalQuery(request.rawQuery),
    headers,
    signature.signedHeaders.join(';'),
    payloadHash(request, signature),
  ].join('\n');
};

/** A presigned URL is created before its body is known; S3 accepts any body. */
const payloadHash = (request: SignedRequest, signature: Signature): string => {
  const stated = request.headers['x-amz-content-sha256'];
  if (stated !== undefined) return stated;
  return signature.presigned && signature.service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(request.body);
};

/** Every service but S3 signs the path normalized, and encoded a second time. */
const canonicalPath = (path: string, service: string): string => {
  if (service === 's3') return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(encodeRfc3986(part));
  }
  return `/${parts.join('/')}${parts.length > 0 && path.endsWith('/') ? '/' : ''}`;
};

const canonicalQuery = (rawQuery: string): string =>
  [...new URLSearchParams(rawQuery)]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([a, av], [b, bv]) => (a < b ? -1 : a > b ? 1 : av < bv ? -1 : av > bv ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const encodeRfc3986 = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
