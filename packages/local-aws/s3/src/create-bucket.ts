import { AwsError } from '@plumbline/local-aws-kernel';
import { bucketArn } from './access.ts';
import { checkBucketName } from './bucket-definition.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket: S3Operation = (context, request) => {
  const name = request.bucketName;
  checkBucketName(name);
  request.authorize({ action: 's3:CreateBucket', resource: bucketArn(context, name) });
  if (context.buckets.find(name) !== undefined) {
    throw new AwsError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', {
      status: 409,
      fields: { BucketName: name },
    });
  }
  context.buckets.put({ name });
  return { status: 200, headers: { location: `/${name}`, 'content-length': '0' } };
};
