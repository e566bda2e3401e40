import { bucketForObject } from './access.ts';
import { type Checksum, checksumHeader, checksumOf, DEFAULT_CHECKSUM } from './checksum.ts';
import { checkWrite } from './conditions.ts';
import { readObjectHeaders, readTaggingHeader, versionHeader } from './object-headers.ts';
import { readPayload } from './payload.ts';
import { createVersion } from './put-version.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: S3Operation = (context, request) => {
  const { headers, key } = request;
  const tagging = headers['x-amz-tagging'];
  const bucket = bucketForObject(context, request, 's3:PutObject', ...(tagging === undefined ? [] : ['s3:PutObjectTagging']));
  const { body, md5, checksum: stated } = readPayload(request);
  const checksum = stated ?? defaultChecksum(body);
  const metadata = { headers: readObjectHeaders(headers), tags: readTaggingHeader(tagging), checksum, multipart: false };
  const version = context.store.write(() => {
    checkWrite(headers, key, context.objects.latest(bucket.name, key));
    const parts = [context.objects.addBody(body)];
    return createVersion(context, bucket, { key, size: body.length, etag: md5, parts, metadata }, 'PutObject', request);
  });
  return {
    status: 200,
    headers: {
      etag: `"${md5}"`,
      'content-length': '0',
      'x-amz-server-side-encryption': metadata.headers['x-amz-server-side-encryption'] ?? 'AES256',
      [checksumHeader(checksum.algorithm)]: checksum.value,
      'x-amz-checksum-type': checksum.type,
      ...versionHeader(version),
    },
  };
};

const defaultChecksum = (body: Buffer): Checksum => ({
  algorithm: DEFAULT_CHECKSUM,
  value: checksumOf(DEFAULT_CHECKSUM, [body]),
  type: 'FULL_OBJECT',
});
