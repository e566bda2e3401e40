import { createHash, randomUUID } from 'node:crypto';
import { checksumOf, DEFAULT_CHECKSUM } from './checksum.ts';
import { createVersion } from './put-version.ts';
import type { S3Context } from './s3-context.ts';

/** Puts an object for another service, which has checked the permissions. Throws NoSuchBucket. */
export const storeObject = (context: S3Context, bucketName: string, key: string, body: Buffer, contentType: string): void => {
  const bucket = context.buckets.get(bucketName);
  const checksum = { algorithm: DEFAULT_CHECKSUM, value: checksumOf(DEFAULT_CHECKSUM, [body]), type: 'FULL_OBJECT' as const };
  const metadata = { headers: { 'content-type': contentType }, tags: {}, checksum, multipart: false };
  const etag = createHash('md5').update(body).digest('hex');
  context.store.write(() => {
    const parts = [context.objects.addBody(body)];
    createVersion(context, bucket, { key, size: body.length, etag, parts, metadata }, 'PutObject', { requestId: randomUUID() });
  });
};
