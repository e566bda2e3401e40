import { ownerContent } from './list-content.ts';
import type { S3Operation } from './s3-context.ts';
import { xmlAnswer } from './xml-answer.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets: S3Operation = (context, request) => {
  request.authorize({ action: 's3:ListAllMyBuckets', resource: '*' });
  const prefix = request.query.get('prefix') ?? '';
  const buckets = context.buckets.all().filter(({ name }) => name.startsWith(prefix));
  return xmlAnswer('ListAllMyBucketsResult', {
    Owner: ownerContent(context),
    Buckets: {
      Bucket: buckets.map(({ name, createdAtMs }) => ({
        Name: name,
        CreationDate: new Date(createdAtMs).toISOString(),
        BucketRegion: context.account.region,
      })),
    },
  });
};
