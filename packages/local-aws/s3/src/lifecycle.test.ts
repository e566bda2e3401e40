import { CreateMultipartUploadCommand, ListMultipartUploadsCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { startS3TestStand } from './testing/s3-stand.ts';

const Bucket = 'expiring-bucket';

describe('lifecycle rules', () => {
  it('when an object is old enough, then it is deleted at the next midnight and the bus receives an event', async () => {
    const stand = await startS3TestStand();
    stand.s3.putBucket({ name: Bucket, eventBridge: true, lifecycle: [{ id: 'tmp', prefix: 'tmp/', expirationDays: 2 }] });
    await stand.clock.advance({ hours: 1 });
    await stand.client.send(new PutObjectCommand({ Bucket, Key: 'tmp/a', Body: 'x' }));
    await stand.client.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
    await stand.clock.advance({ hours: 70 });
    expect(stand.s3.read(Bucket, 'tmp/a')).toBeDefined();
    await stand.clock.advance({ hours: 1 });
    expect(stand.s3.read(Bucket, 'tmp/a')).toBeUndefined();
    expect(stand.s3.read(Bucket, 'kept')).toBeDefined();
    expect(stand.events.at(-1)).toMatchObject({
      detailType: 'Object Deleted',
      detail: { reason: 'Lifecycle Expiration', requester: 's3.amazonaws.com' },
    });
    await stand.stop();
  });

  it('when the bucket is versioned, then a marker is created first and old versions are deleted later', async () => {
    const stand = await startS3TestStand();
    stand.s3.putBucket({ name: Bucket, versioning: true, lifecycle: [{ id: 'all', expirationDays: 1, noncurrentExpirationDays: 3 }] });
    await stand.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await stand.clock.advance({ hours: 24 });
    const counts = async () => {
      const { Versions = [], DeleteMarkers = [] } = await stand.client.send(new ListObjectVersionsCommand({ Bucket }));
      return [Versions.length, DeleteMarkers.length];
    };
    expect(await counts()).toEqual([1, 1]);
    await stand.clock.advance({ hours: 71 });
    expect(await counts()).toEqual([1, 1]);
    await stand.clock.advance({ hours: 1 });
    expect(await counts()).toEqual([0, 1]);
    await stand.stop();
  });

  it('when a multipart upload is left alone, then it is aborted', async () => {
    const stand = await startS3TestStand();
    stand.s3.putBucket({ name: Bucket, lifecycle: [{ id: 'parts', abortMultipartDays: 1 }] });
    await stand.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
    await stand.clock.advance({ hours: 24 });
    expect((await stand.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
    await stand.stop();
  });
});
