import { bucketFor } from './access.ts';
import { commonPrefixesContent, ownerContent, readListQuery } from './list-content.ts';
import { commonPrefixOf, compareKeys } from './listing.ts';
import type { S3Operation } from './s3-context.ts';
import type { Upload } from './upload-table.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads: S3Operation = (context, request) => {
  const bucket = bucketFor(context, request, 's3:ListBucketMultipartUploads');
  const { prefix, delimiter, max, encode, encodingType } = readListQuery(request.query, 'max-uploads');
  const keyMarker = request.query.get('key-marker') ?? '';
  const uploadMarker = request.query.get('upload-id-marker') ?? '';
  const all = context.uploads.of(bucket.name).filter(({ key }) => key.startsWith(prefix));
  const common = [...new Set(all.flatMap(({ key }) => commonPrefixOf(key, prefix, delimiter) ?? []))].filter((name) => name > keyMarker);
  const plain = all.filter(({ key }) => commonPrefixOf(key, prefix, delimiter) === undefined);
  const rest = behind(plain, keyMarker, uploadMarker);
  const page = rest.slice(0, max);
  const truncated = rest.length > page.length;
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: uploadMarker,
    NextKeyMarker: truncated ? encode(page.at(-1)?.key ?? '') : undefined,
    NextUploadIdMarker: truncated ? page.at(-1)?.id : undefined,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: encodingType,
    MaxUploads: max,
    IsTruncated: truncated,
    Upload: page.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.id,
      Initiator: ownerContent(context),
      Owner: ownerContent(context),
      StorageClass: upload.metadata.headers['x-amz-storage-class'] ?? 'STANDARD',
      Initiated: new Date(upload.startedAtMs).toISOString(),
      ChecksumAlgorithm: upload.checksumAlgorithm,
    })),
    CommonPrefixes: commonPrefixesContent(common, encode),
  });
};

const behind = (uploads: readonly Upload[], keyMarker: string, uploadMarker: string): readonly Upload[] => {
  const at = uploads.findIndex(({ key, id }) => key === keyMarker && id === uploadMarker);
  return at >= 0 ? uploads.slice(at + 1) : uploads.filter(({ key }) => keyMarker === '' || compareKeys(key, keyMarker) > 0);
};
