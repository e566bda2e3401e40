import {
  DeleteObjectCommand,
  type DeleteObjectCommandInput,
  DeleteObjectsCommand,
  HeadObjectCommand,
  type ObjectIdentifier,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type S3TestStand, startS3TestStand } from './testing/s3-stand.ts';

let stand: S3TestStand;
const Bucket = 'orders-bucket';
const VERSIONED = 'versioned-bucket';

beforeEach(async () => {
  stand = await startS3TestStand();
  stand.s3.putBucket({ name: Bucket, eventBridge: true });
  stand.s3.putBucket({ name: VERSIONED, eventBridge: true, versioning: true });
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const put = async (bucket = Bucket, Key = 'k') => {
  const { ETag = '', VersionId = '' } = await stand.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'one' }));
  return { etag: ETag, versionId: VersionId };
};
const remove = async (more: Partial<DeleteObjectCommandInput>): Promise<string> => {
  try {
    const { $metadata } = await stand.client.send(new DeleteObjectCommand({ Bucket, Key: 'k', ...more }));
    return String($metadata.httpStatusCode);
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata: { httpStatusCode: number } };
    return `${$metadata.httpStatusCode} ${name}`;
  }
};
const isThere = (bucket = Bucket, Key = 'k') =>
  stand.client.send(new HeadObjectCommand({ Bucket: bucket, Key })).then(
    () => true,
    () => false,
  );

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html, and, for responses that the page does not document:
// https://github.com/localstack/localstack/issues/13894 and https://github.com/ministackorg/ministack/issues/1475
describe('a deletion with If-Match', () => {
  it('when the ETag is another, then it is refused, and the object stays', async () => {
    await put();
    expect(await remove({ IfMatch: '"0123"' })).toBe('412 PreconditionFailed');
    expect(await isThere()).toBe(true);
    expect(stand.events.filter(({ detailType }) => detailType === 'Object Deleted')).toEqual([]);
  });

  it('when the ETag is the one, then the object is deleted', async () => {
    const { etag } = await put();
    expect(await remove({ IfMatch: etag })).toBe('204');
    expect(await isThere()).toBe(false);
  });

  it('when it asks for any object, then it is deleted', async () => {
    await put();
    expect(await remove({ IfMatch: '*' })).toBe('204');
  });

  it.each(['*', '"0123"'])('when the object is missing and If-Match is %s, then there is no such key', async (IfMatch) => {
    expect(await remove({ IfMatch })).toBe('404 NoSuchKey');
  });

  it('when a delete marker is the current version, then there is no such key', async () => {
    const { etag } = await put(VERSIONED);
    expect(await remove({ Bucket: VERSIONED, IfMatch: etag })).toBe('204');
    expect(await remove({ Bucket: VERSIONED, IfMatch: etag })).toBe('404 NoSuchKey');
    expect(await remove({ Bucket: VERSIONED, IfMatch: '*' })).toBe('404 NoSuchKey');
  });

  it('when it names a version, then AWS does not implement it, even for the current one', async () => {
    const { etag, versionId } = await put(VERSIONED);
    expect(await remove({ Bucket: VERSIONED, VersionId: versionId, IfMatch: etag })).toBe('501 NotImplemented');
    expect(await isThere(VERSIONED)).toBe(true);
  });

  it.each([{ IfMatchSize: 3 }, { IfMatchLastModifiedTime: new Date(0) }])(
    'when it has a condition of directory buckets (%j), then it is refused and not ignored',
    async (condition) => {
      await put();
      expect(await remove(condition)).toBe('501 NotImplemented');
      expect(await isThere()).toBe(true);
    },
  );

  it('when the caller may not read the object, then it may not compare its ETag', async () => {
    const { etag } = await put();
    stand.refused.add('s3:GetObject');
    expect(await remove({ IfMatch: etag })).toBe('403 AccessDenied');
    expect(await remove({ IfMatch: '*' })).toBe('204');
  });
});

describe('a deletion of several objects', () => {
  it('when some have conditions, then each is answered for itself', async () => {
    const { etag } = await put(Bucket, 'right');
    for (const key of ['wrong', 'sized', 'plain']) await put(Bucket, key);
    const objects: ObjectIdentifier[] = [
      { Key: 'right', ETag: etag },
      { Key: 'wrong', ETag: '"0123"' },
      { Key: 'missing', ETag: etag },
      { Key: 'sized', Size: 99 },
      { Key: 'plain' },
    ];
    const { Deleted = [], Errors = [] } = await stand.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: objects } }));
    expect(Deleted.map(({ Key }) => Key)).toEqual(['right', 'plain']);
    expect(Errors.map(({ Key, Code }) => [Key, Code])).toEqual([
      ['wrong', 'PreconditionFailed'],
      ['missing', 'NoSuchKey'],
      ['sized', 'NotImplemented'],
    ]);
    expect(await isThere(Bucket, 'wrong')).toBe(true);
    expect(await isThere(Bucket, 'sized')).toBe(true);
  });
});
