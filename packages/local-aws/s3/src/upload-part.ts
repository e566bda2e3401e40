import { hash } from 'node:crypto';
import { bucketForObject } from './access.ts';
import { type Checksum, checksumHeader, checksumOf, DEFAULT_CHECKSUM } from './checksum.ts';
import { readPayload } from './payload.ts';
import type { S3Context, S3Operation, S3Request } from './s3-context.ts';
import { invalidArgument, invalidRequest } from './s3-errors.ts';
import type { Upload, UploadPart } from './upload-table.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const PARTS_MAX = 10_000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: S3Operation = (context, request) => {
  bucketForObject(context, request, 's3:PutObject');
  const { body, checksum } = readPayload(request);
  const part = storePart(context, request, body, checksum);
  return {
    status: 200,
    headers: {
      etag: `"${part.etag}"`,
      'content-length': '0',
      'x-amz-server-side-encryption': 'AES256',
      ...(part.checksum === undefined ? {} : { [checksumHeader(part.checksum.algorithm)]: part.checksum.value }),
    },
  };
};

/** Stores a part, and replaces an earlier one with its number. */
export const storePart = (context: S3Context, request: S3Request, body: Buffer, stated: Checksum | undefined): UploadPart => {
  const number = readPartNumber(request.query.get('partNumber') ?? '');
  return context.store.write(() => {
    const upload = context.uploads.get(request.bucketName, request.key, request.query.get('uploadId') ?? '');
    const part: UploadPart = {
      number,
      etag: hash('md5', body),
      checksum: partChecksum(upload, body, stated),
      stored: context.objects.addBody(body),
      modifiedAtMs: context.clock.now(),
    };
    const replaced = context.uploads.putPart(upload.id, part);
    if (replaced !== undefined) context.objects.dropBodies([replaced.stored]);
    return part;
  });
};

const partChecksum = (upload: Upload, body: Buffer, stated: Checksum | undefined): Checksum => {
  const algorithm = upload.checksumAlgorithm ?? stated?.algorithm ?? DEFAULT_CHECKSUM;
  if (upload.checksumAlgorithm !== undefined && stated !== undefined && stated.algorithm !== upload.checksumAlgorithm) {
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksumAlgorithm.toLowerCase()}, actual checksum Type: ${stated.algorithm.toLowerCase()}`,
    );
  }
  return stated ?? { algorithm, value: checksumOf(algorithm, [body]), type: 'FULL_OBJECT' };
};

const readPartNumber = (value: string): number => {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= PARTS_MAX) return number;
  throw invalidArgument(`Part number must be an integer between 1 and ${PARTS_MAX}, inclusive`, 'partNumber', value);
};
