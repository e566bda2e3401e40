import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type S3TestStand, startS3TestStand } from './testing/s3-stand.ts';

const Bucket = 'versioned-bucket';
let stand: S3TestStand;

beforeEach(async () => {
  stand = await startS3TestStand();
  stand.s3.putBucket({ name: Bucket, versioning: true, eventBridge: true });
});
afterEach(() => stand.stop());

const put = async (Key: string, Body: string) => (await stand.client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
const get = async (Key: string, VersionId?: string) =>
  (
    await stand.client.send(new GetObjectCommand({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) }))
  ).Body?.transformToString();
const remove = (Key: string, VersionId?: string) =>
  stand.client.send(new DeleteObjectCommand({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) }));
const list = (more = {}) => stand.client.send(new ListObjectVersionsCommand({ Bucket, ...more }));

describe('a versioned bucket', () => {
  it('when an object is put again, then both versions can be read', async () => {
    const [one, two] = [await put('k', 'one'), await put('k', 'two')];
    expect(await get('k')).toBe('two');
    expect(await get('k', one)).toBe('one');
    expect(await get('k', two)).toBe('two');
    expect(stand.events.map(({ detail }) => (detail['object'] as Record<string, unknown>)['version-id'])).toEqual([one, two]);
  });

  it('when an object is deleted, then a marker hides it until the marker is deleted', async () => {
    await put('k', 'one');
    const marker = await remove('k');
    expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    await expect(get('k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get('k', marker.VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    expect((await stand.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect((await remove('k', marker.VersionId)).DeleteMarker).toBe(true);
    expect(await get('k')).toBe('one');
    expect(stand.events.map(({ detail }) => detail['deletion-type'])).toEqual([undefined, 'Delete Marker Created', 'Permanently Deleted']);
  });

  it('when the current version is deleted, then the one before is current', async () => {
    await put('k', 'one');
    await remove('k', await put('k', 'two'));
    expect(await get('k')).toBe('one');
  });

  it('when versioning is suspended, then only the null version is replaced', async () => {
    const one = await put('k', 'one');
    stand.s3.putBucket({ name: Bucket, versioning: false });
    await put('k', 'null one');
    await put('k', 'null two');
    expect(await get('k')).toBe('null two');
    expect(await get('k', one)).toBe('one');
    expect((await list()).Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', one]);
  });

  it('when listed page by page, then every version and marker comes once, the newest of a key first', async () => {
    for (const key of ['a', 'b', 'c/1', 'c/2']) for (const n of [1, 2, 3]) await put(key, String(n));
    await remove('b');
    const seen: string[] = [];
    let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
      const page = await list({ MaxKeys: 2, ...marker });
      for (const { Key, VersionId } of [...(page.DeleteMarkers ?? []), ...(page.Versions ?? [])]) seen.push(`${Key} ${VersionId}`);
      if (!page.IsTruncated) break;
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(seen.length).toBe(13);
    expect(new Set(seen).size).toBe(13);
    expect((await list({ Delimiter: '/' })).CommonPrefixes).toEqual([{ Prefix: 'c/' }]);
    expect((await list({ Prefix: 'b' })).DeleteMarkers?.[0]).toMatchObject({ Key: 'b', IsLatest: true });
  });
});
