import { bucketFor } from './access.ts';
import { commonPrefixesContent, objectContent, readListQuery } from './list-content.ts';
import { listObjectsPage } from './listing.ts';
import type { S3Operation } from './s3-context.ts';
import { invalidArgument } from './s3-errors.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: S3Operation = (context, request) => {
  const bucket = bucketFor(context, request, 's3:ListBucket');
  const { query } = request;
  const { prefix, delimiter, max, encode, encodingType } = readListQuery(query);
  const token = query.get('continuation-token') ?? undefined;
  const startAfter = query.get('start-after') ?? '';
  const page = listObjectsPage(context.objects, bucket.name, {
    prefix,
    delimiter,
    max,
    after: token === undefined ? startAfter : readToken(token),
  });
  const owner = query.get('fetch-owner') === 'true';
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    StartAfter: startAfter === '' ? undefined : encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.truncated && page.last !== undefined ? writeToken(page.last) : undefined,
    KeyCount: page.objects.length + page.commonPrefixes.length,
    MaxKeys: max,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: encodingType,
    IsTruncated: page.truncated,
    Contents: page.objects.map((object) => objectContent(context, object, encode, owner)),
    CommonPrefixes: commonPrefixesContent(page.commonPrefixes, encode),
  });
};

/** Opaque to callers: the last key or common prefix that they have seen. */
const writeToken = (last: string): string => Buffer.from(`1${last}`).toString('base64');

const readToken = (token: string): string => {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith('1')) throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  return text.slice(1);
};
