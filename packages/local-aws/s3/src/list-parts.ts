import { bucketForObject } from './access.ts';
import { checksumElement } from './checksum.ts';
import { ownerContent, readListQuery } from './list-content.ts';
import type { S3Operation } from './s3-context.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts: S3Operation = (context, request) => {
  const { key, query } = request;
  const bucket = bucketForObject(context, request, 's3:ListMultipartUploadParts');
  const upload = context.uploads.get(bucket.name, key, query.get('uploadId') ?? '');
  const { max } = readListQuery(query, 'max-parts');
  const marker = Number(query.get('part-number-marker') ?? 0);
  const rest = context.uploads.parts(upload.id).filter(({ number }) => number > marker);
  const page = rest.slice(0, max);
  return xmlAnswer('ListPartsResult', {
    Bucket: bucket.name,
    Key: key,
    UploadId: upload.id,
    Initiator: ownerContent(context),
    Owner: ownerContent(context),
    StorageClass: upload.metadata.headers['x-amz-storage-class'] ?? 'STANDARD',
    ChecksumAlgorithm: upload.checksumAlgorithm,
    ChecksumType: upload.checksumAlgorithm === undefined ? undefined : upload.checksumType,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: max,
    IsTruncated: rest.length > page.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.modifiedAtMs).toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.stored[1],
      ...(part.checksum === undefined ? {} : { [checksumElement(part.checksum.algorithm)]: part.checksum.value }),
    })),
  });
};
