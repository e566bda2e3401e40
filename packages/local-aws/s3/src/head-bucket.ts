import { bucketFor } from './access.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: S3Operation = (context, request) => {
  bucketFor(context, request, 's3:ListBucket');
  return { status: 200, headers: { 'x-amz-bucket-region': context.account.region, 'content-type': 'application/xml' } };
};
