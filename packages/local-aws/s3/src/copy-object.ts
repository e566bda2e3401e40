import { hash } from 'node:crypto';
import { bucketForObject } from './access.ts';
import { checksumElement, checksumOf } from './checksum.ts';
import { checkWrite } from './conditions.ts';
import { readCopySource } from './copy-source.ts';
import { readObjectHeaders, readTaggingHeader, versionHeader } from './object-headers.ts';
import { NULL_VERSION, type ObjectMetadata, type ObjectVersion } from './object-table.ts';
import { readChecksumAlgorithm } from './payload.ts';
import { createVersion } from './put-version.ts';
import type { S3Operation } from './s3-context.ts';
import { invalidRequest } from './s3-errors.ts';
import { xmlAnswer } from './xml-answer.ts';

/** Copies in one part, whatever the source's parts: its ETag becomes a plain MD5. */
export const copyObject: S3Operation = (context, request) => {
  const { headers, key } = request;
  const bucket = bucketForObject(context, request, 's3:PutObject');
  const source = readCopySource(context, request);
  const replace = headers['x-amz-metadata-directive'] === 'REPLACE';
  if (source.bucket === bucket.name && source.key === key && source.latest && !replace && headers['x-amz-storage-class'] === undefined) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const body = context.objects.read(source);
  const metadata = metadataOf(source, headers, body);
  const etag = hash('md5', body);
  const version = context.store.write(() => {
    checkWrite(headers, key, context.objects.latest(bucket.name, key));
    const parts = [context.objects.addBody(body)];
    return createVersion(context, bucket, { key, size: body.length, etag, parts, metadata }, 'CopyObject', request);
  });
  return xmlAnswer(
    'CopyObjectResult',
    {
      LastModified: new Date(version.modifiedAtMs).toISOString(),
      ETag: `"${etag}"`,
      ...(metadata.checksum === undefined
        ? {}
        : { ChecksumType: metadata.checksum.type, [checksumElement(metadata.checksum.algorithm)]: metadata.checksum.value }),
    },
    {
      ...versionHeader(version),
      ...(source.versionId === NULL_VERSION ? {} : { 'x-amz-copy-source-version-id': source.versionId }),
      'x-amz-server-side-encryption': metadata.headers['x-amz-server-side-encryption'] ?? 'AES256',
    },
  );
};

const metadataOf = (source: ObjectVersion, headers: Readonly<Record<string, string>>, body: Buffer): ObjectMetadata => {
  const algorithm = readChecksumAlgorithm(headers) ?? source.metadata.checksum?.algorithm;
  const own = readObjectHeaders(headers);
  const storageClass = own['x-amz-storage-class'];
  const { 'x-amz-storage-class': _sourceClass, ...copied } = source.metadata.headers;
  return {
    headers:
      headers['x-amz-metadata-directive'] === 'REPLACE'
        ? own
        : { ...copied, ...(storageClass === undefined ? {} : { 'x-amz-storage-class': storageClass }) },
    tags: headers['x-amz-tagging-directive'] === 'REPLACE' ? readTaggingHeader(headers['x-amz-tagging']) : source.metadata.tags,
    checksum: algorithm === undefined ? undefined : { algorithm, value: checksumOf(algorithm, [body]), type: 'FULL_OBJECT' },
    multipart: false,
  };
};
