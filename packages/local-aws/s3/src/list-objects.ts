import { bucketFor } from './access.ts';
import { commonPrefixesContent, objectContent, readListQuery } from './list-content.ts';
import { listObjectsPage } from './listing.ts';
import type { S3Operation } from './s3-context.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects: S3Operation = (context, request) => {
  const bucket = bucketFor(context, request, 's3:ListBucket');
  const { prefix, delimiter, max, encode, encodingType } = readListQuery(request.query);
  const marker = request.query.get('marker') ?? '';
  const page = listObjectsPage(context.objects, bucket.name, { prefix, delimiter, max, after: marker });
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    // Without a delimiter, the caller continues from the last key itself.
    NextMarker: page.truncated && delimiter !== '' && page.last !== undefined ? encode(page.last) : undefined,
    MaxKeys: max,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: encodingType,
    IsTruncated: page.truncated,
    Contents: page.objects.map((object) => objectContent(context, object, encode, true)),
    CommonPrefixes: commonPrefixesContent(page.commonPrefixes, encode),
  });
};
