import { TAKEN, type TargetPort } from '@plumbline/local-aws-kernel';
import type { S3Context } from './s3-context.ts';
import { noSuchBucket } from './s3-errors.ts';
import { storeObject } from './store-object.ts';

/** Buckets as targets: the input becomes an object, with the call's name as its key. */
export const bucketTarget = (context: S3Context): TargetPort => ({
  atOnce: () => true,
  kindOf: () => 'bucket',
  exists: ({ arn }) => context.buckets.find(bucketOf(arn)) !== undefined,
  notFound: (arn) => noSuchBucket(bucketOf(arn)),
  permissions: ({ arn, name = '' }) => [
    { action: 's3:PutObject', resource: `${arn}/${name}` },
    { action: 's3:ListBucket', resource: arn },
  ],
  hasPolicy: () => false,
  policyAllows: () => false,
  take({ arn, name = '', input }) {
    storeObject(context, bucketOf(arn), name, Buffer.from(input), 'application/json');
    return TAKEN;
  },
});

const bucketOf = (arn: string): string => arn.split(':')[5] ?? '';
