import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Puts an order's JSON under its channel's key. */
export const putOrder = async (s3: S3Client, bucket: string, key: string, body: string): Promise<void> => {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' }));
};
