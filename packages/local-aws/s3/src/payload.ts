import { hash } from 'node:crypto';
import type { AwsRequest } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { decodeAwsChunked, incomplete } from './aws-chunked.ts';
import { CHECKSUM_ALGORITHMS, type Checksum, type ChecksumAlgorithm, checksumHeader, checksumOf } from './checksum.ts';
import { invalidRequest } from './s3-errors.ts';

/** A request's body after transfer encodings, checked against every digest in the request. */
export interface Payload {
  readonly body: Buffer;
  /** Hexadecimal. */
  readonly md5: string;
  /** The verified checksum of the client; `undefined` if it sent none. */
  readonly checksum: Checksum | undefined;
}

export const readPayload = (request: AwsRequest): Payload => {
  const { headers } = request;
  const statedHash = headers['x-amz-content-sha256'] ?? '';
  const chunked = statedHash.startsWith('STREAMING-') || /(^|,)\s*aws-chunked/.test(headers['content-encoding'] ?? '');
  const { body, trailers } = chunked ? decodeAwsChunked(request.body) : { body: request.body, trailers: {} };
  const statedLength = headers['x-amz-decoded-content-length'];
  if (chunked && statedLength !== undefined && Number(statedLength) !== body.length) throw incomplete();
  if (/^[0-9a-f]{64}$/.test(statedHash) && hash('sha256', body) !== statedHash) {
    throw new AwsError('XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
  const md5 = hash('md5', body);
  checkMd5(headers['content-md5'], md5);
  return { body, md5, checksum: checkChecksum({ ...headers, ...trailers }, body) };
};

const checkMd5 = (stated: string | undefined, md5: string): void => {
  if (stated === undefined) return;
  const bytes = Buffer.from(stated, 'base64');
  if (bytes.length !== 16) throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (bytes.toString('hex') !== md5) throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
};

const checkChecksum = (headers: Readonly<Record<string, string>>, body: Buffer): Checksum | undefined => {
  const stated = CHECKSUM_ALGORITHMS.filter((algorithm) => headers[checksumHeader(algorithm)] !== undefined);
  const algorithm = stated[0];
  if (algorithm === undefined) return undefined;
  if (stated.length > 1) throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  const header = checksumHeader(algorithm);
  const value = headers[header] as string;
  if (Buffer.from(value, 'base64').toString('base64') !== value || value === '')
    throw invalidRequest(`Value for ${header} header is invalid.`);
  if (checksumOf(algorithm, [body]) !== value) {
    throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, value, type: 'FULL_OBJECT' };
};

/** The algorithm named in `x-amz-checksum-algorithm`, if any. */
export const readChecksumAlgorithm = (headers: Readonly<Record<string, string>>): ChecksumAlgorithm | undefined => {
  const named = headers['x-amz-checksum-algorithm']?.toUpperCase();
  if (named === undefined) return undefined;
  const algorithm = CHECKSUM_ALGORITHMS.find((candidate) => candidate === named);
  if (algorithm === undefined)
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  return algorithm;
};
