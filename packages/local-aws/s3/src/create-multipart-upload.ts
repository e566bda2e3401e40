import { randomBytes } from 'node:crypto';
import { bucketForObject } from './access.ts';
import { readObjectHeaders, readTaggingHeader } from './object-headers.ts';
import { readChecksumAlgorithm } from './payload.ts';
import type { S3Operation } from './s3-context.ts';
import { invalidRequest } from './s3-errors.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: S3Operation = (context, request) => {
  const { headers, key } = request;
  const tagging = headers['x-amz-tagging'];
  const bucket = bucketForObject(context, request, 's3:PutObject', ...(tagging === undefined ? [] : ['s3:PutObjectTagging']));
  const id = randomBytes(48).toString('base64url');
  const checksumAlgorithm = readChecksumAlgorithm(headers);
  // Digests cannot be continued over parts, and CRC-64 has no composite.
  const natural = checksumAlgorithm === 'CRC64NVME' || checksumAlgorithm === undefined ? 'FULL_OBJECT' : 'COMPOSITE';
  const checksumType = (headers['x-amz-checksum-type'] ?? natural) === 'FULL_OBJECT' ? 'FULL_OBJECT' : 'COMPOSITE';
  if (checksumType === 'FULL_OBJECT' ? checksumAlgorithm?.startsWith('SHA') : natural === 'FULL_OBJECT') {
    throw invalidRequest(
      `The ${checksumType} checksum type cannot be used with the ${checksumAlgorithm?.toLowerCase()} checksum algorithm.`,
    );
  }
  const metadata = { headers: readObjectHeaders(headers), tags: readTaggingHeader(tagging) };
  context.store.write(() =>
    context.uploads.insert({ id, bucket: bucket.name, key, startedAtMs: context.clock.now(), metadata, checksumAlgorithm, checksumType }),
  );
  return xmlAnswer(
    'InitiateMultipartUploadResult',
    { Bucket: bucket.name, Key: key, UploadId: id },
    {
      'x-amz-server-side-encryption': metadata.headers['x-amz-server-side-encryption'] ?? 'AES256',
      ...(checksumAlgorithm === undefined ? {} : { 'x-amz-checksum-algorithm': checksumAlgorithm, 'x-amz-checksum-type': checksumType }),
    },
  );
};
