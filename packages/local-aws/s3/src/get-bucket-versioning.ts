import { bucketFor } from './access.ts';
import type { S3Operation } from './s3-context.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning: S3Operation = (context, request) => {
  const bucket = bucketFor(context, request, 's3:GetBucketVersioning');
  return xmlAnswer('VersioningConfiguration', { Status: bucket.versioning });
};
