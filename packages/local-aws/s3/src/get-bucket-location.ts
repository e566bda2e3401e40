import { bucketFor } from './access.ts';
import type { S3Operation } from './s3-context.ts';
import { xmlAnswer } from './xml-answer.ts';

/** The location of the first region is empty: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
const UNNAMED_REGION = 'us-east-1';

export const getBucketLocation: S3Operation = (context, request) => {
  bucketFor(context, request, 's3:GetBucketLocation');
  const { region } = context.account;
  return xmlAnswer('LocationConstraint', region === UNNAMED_REGION ? '' : region);
};
