import { AwsError } from '@plumbline/local-aws-kernel';
import { bucketFor } from './access.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket: S3Operation = (context, request) => {
  const bucket = bucketFor(context, request, 's3:DeleteBucket');
  if (!context.objects.isEmpty(bucket.name)) {
    throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', {
      status: 409,
      fields: { BucketName: bucket.name },
    });
  }
  context.buckets.remove(bucket);
  return { status: 204 };
};
