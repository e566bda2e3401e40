import { bucketForObject } from './access.ts';
import { checksumElement } from './checksum.ts';
import { readCopySource } from './copy-source.ts';
import type { S3Operation } from './s3-context.ts';
import { invalidArgument } from './s3-errors.ts';
import { storePart } from './upload-part.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy: S3Operation = (context, request) => {
  bucketForObject(context, request, 's3:PutObject');
  const source = readCopySource(context, request);
  const range = readCopyRange(request.headers['x-amz-copy-source-range'], source.size);
  const part = storePart(context, request, context.objects.read(source, range.start, range.end), undefined);
  return xmlAnswer('CopyPartResult', {
    LastModified: new Date(part.modifiedAtMs).toISOString(),
    ETag: `"${part.etag}"`,
    ...(part.checksum === undefined ? {} : { [checksumElement(part.checksum.algorithm)]: part.checksum.value }),
  });
};

/** Stricter than Range: first and last are both required and must be within the source. */
const readCopyRange = (header: string | undefined, size: number): { readonly start: number; readonly end: number } => {
  if (header === undefined) return { start: 0, end: size };
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const [start, last] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || last < start) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  if (last >= size)
    throw invalidArgument(`Range specified is not valid for source object of size: ${size}`, 'x-amz-copy-source-range', header);
  return { start, end: last + 1 };
};
