import { hash } from 'node:crypto';
import { AwsError, malformedXml, parseXml } from '@plumbline/local-aws-kernel';
import { bucketForObject } from './access.ts';
import { type Checksum, checksumElement, checksumHeader, checksumOf, compositeChecksum, DEFAULT_CHECKSUM } from './checksum.ts';
import { checkWrite } from './conditions.ts';
import { versionHeader } from './object-headers.ts';
import { createVersion } from './put-version.ts';
import type { S3Context, S3Operation } from './s3-context.ts';
import type { Upload, UploadPart } from './upload-table.ts';
import { xmlAnswer } from './xml-answer.ts';

/** The minimum for every part but the last: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const PART_BYTES_MIN = 5 * 1024 * 1024;

/** The object takes over the bodies of its parts; nothing is copied. */
export const completeMultipartUpload: S3Operation = (context, request) => {
  const { key, headers, bucketInHost } = request;
  const bucket = bucketForObject(context, request, 's3:PutObject');
  const upload = context.uploads.get(bucket.name, key, request.query.get('uploadId') ?? '');
  const uploaded = context.uploads.parts(upload.id);
  const parts = chooseParts(readPartList(parseXml(request.body, 'CompleteMultipartUpload', ['Part'])), uploaded);
  const etag = `${hash('md5', Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))))}-${parts.length}`;
  const checksum = checksumOfUpload(context, upload, parts);
  const stated = headers[checksumHeader(checksum.algorithm)];
  if (stated !== undefined && stated !== checksum.value && `${stated}-${parts.length}` !== checksum.value) {
    throw new AwsError('BadDigest', `The ${checksum.algorithm} you specified did not match the calculated checksum.`);
  }
  const metadata = { ...upload.metadata, checksum, multipart: true };
  const version = context.store.write(() => {
    checkWrite(headers, key, context.objects.latest(bucket.name, key));
    context.uploads.remove(upload.id);
    context.objects.dropBodies(uploaded.filter((part) => !parts.includes(part)).map((part) => part.stored));
    const size = parts.reduce((sum, { stored: [, bytes] }) => sum + bytes, 0);
    const stored = parts.map((part) => part.stored);
    return createVersion(context, bucket, { key, size, etag, parts: stored, metadata }, 'CompleteMultipartUpload', request);
  });
  return xmlAnswer(
    'CompleteMultipartUploadResult',
    {
      Location: `http://${headers['host'] ?? ''}${bucketInHost ? '' : `/${bucket.name}`}/${encodeURIComponent(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: `"${etag}"`,
      [checksumElement(checksum.algorithm)]: checksum.value,
      ChecksumType: checksum.type,
    },
    { ...versionHeader(version), 'x-amz-server-side-encryption': 'AES256' },
  );
};

interface ListedPart {
  readonly number: number;
  readonly etag: string;
  readonly checksums: Readonly<Record<string, unknown>>;
}

const readPartList = (document: Readonly<Record<string, unknown>>): readonly ListedPart[] => {
  const list = (document['Part'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  if (list.length === 0) throw malformedXml();
  return list.map((part) => ({
    number: Number(part['PartNumber']),
    etag: String(part['ETag'] ?? '').replace(/^"|"$/g, ''),
    checksums: part,
  }));
};

/** The uploaded parts that the caller lists, which must be in order and have the listed ETags. */
const chooseParts = (listed: readonly ListedPart[], uploaded: readonly UploadPart[]): readonly UploadPart[] => {
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  if (listed.some(({ number }, index) => index > 0 && number <= (listed[index - 1]?.number ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  }
  return listed.map(({ number, etag, checksums }, index) => {
    const part = byNumber.get(number);
    const stated = part?.checksum === undefined ? undefined : checksums[checksumElement(part.checksum.algorithm)];
    if (part === undefined || part.etag !== etag || (stated !== undefined && stated !== part.checksum?.value)) {
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { fields: { PartNumber: String(number), ETag: etag } },
      );
    }
    const bytes = part.stored[1];
    if (index < listed.length - 1 && bytes < PART_BYTES_MIN) {
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
        fields: { ProposedSize: String(bytes), MinSizeAllowed: String(PART_BYTES_MIN), PartNumber: String(number), ETag: etag },
      });
    }
    return part;
  });
};

const checksumOfUpload = (context: S3Context, upload: Upload, parts: readonly UploadPart[]): Checksum => {
  const algorithm = upload.checksumAlgorithm ?? DEFAULT_CHECKSUM;
  if (upload.checksumType === 'COMPOSITE') {
    return {
      algorithm,
      value: compositeChecksum(
        algorithm,
        parts.map((part) => part.checksum?.value ?? ''),
      ),
      type: 'COMPOSITE',
    };
  }
  return {
    algorithm,
    value: checksumOf(
      algorithm,
      parts.map((part) => context.objects.readBody(part.stored)),
    ),
    type: 'FULL_OBJECT',
  };
};
