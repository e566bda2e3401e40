import { ListObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareKeys } from './listing.ts';
import { type S3TestStand, startS3TestStand } from './testing/s3-stand.ts';

let stand: S3TestStand;
beforeAll(async () => {
  stand = await startS3TestStand();
});
afterAll(() => stand.stop());

let buckets = 0;
/** A new bucket with these keys, created without HTTP. */
const bucketWith = (keys: readonly string[]): string => {
  buckets += 1;
  const name = `bucket-${buckets}`;
  stand.s3.putBucket({ name });
  for (const [n, key] of keys.entries()) {
    stand.store
      .prepare('insert into s3_version values (?, ?, ?, ?, 1, 0, 0, ?, 0, ?, ?)')
      .run(buckets * 100_000 + n, name, key, 'null', 'e', '[]', JSON.stringify({ headers: {}, tags: {}, multipart: false }));
  }
  return name;
};

/** Keys and common prefixes in one order, the way the documentation describes a listing. */
const naiveList = (keys: readonly string[], prefix: string, delimiter: string): readonly string[] => {
  const entries = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return at < 0 ? key : `P:${key.slice(0, at + delimiter.length)}`;
    });
  return [...new Set(entries)].sort((a, b) => compareKeys(a.replace(/^P:/, ''), b.replace(/^P:/, '')));
};

const listAll = async (Bucket: string, Prefix: string, Delimiter: string, MaxKeys: number, version: 1 | 2): Promise<readonly string[]> => {
  const all: string[] = [];
  let token: string | undefined;
  for (;;) {
    const input = { Bucket, Prefix, Delimiter, MaxKeys };
    const page =
      version === 2
        ? await stand.client.send(new ListObjectsV2Command({ ...input, ContinuationToken: token }))
        : await stand.client.send(new ListObjectsCommand({ ...input, Marker: token }));
    const keys = (page.Contents ?? []).map(({ Key }) => Key as string);
    const prefixes = (page.CommonPrefixes ?? []).map(({ Prefix: common }) => `P:${common}`);
    expect(keys.length + prefixes.length).toBeLessThanOrEqual(MaxKeys);
    all.push(...[...keys, ...prefixes].sort((a, b) => compareKeys(a.replace(/^P:/, ''), b.replace(/^P:/, ''))));
    if (!page.IsTruncated) return all;
    token =
      'NextContinuationToken' in page
        ? (page.NextContinuationToken as string)
        : ((page as { NextMarker?: string }).NextMarker ?? keys.at(-1));
  }
};

const part = fc.constantFrom('a', 'b', '/', '//', '+', ' ', 'é', '日', '\u{1f642}', '\uffee', '&', '%', '<', '0');
const key = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));

describe('listing objects', () => {
  it('when listed page by page with any prefix and delimiter, then the result equals that of a simple model', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 25, size: 'max' }),
        fc.oneof(fc.constant(''), part, key),
        fc.constantFrom('', '/', 'a', '日', '//'),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(1 as const, 2 as const),
        async (keys, prefix, delimiter, max, version) => {
          const bucket = bucketWith(keys);
          expect(await listAll(bucket, prefix, delimiter, max, version)).toEqual(naiveList(keys, prefix, delimiter));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('when start-after is given, then only later keys are listed', async () => {
    const Bucket = bucketWith(['a', 'b', 'b/c', 'c']);
    const { Contents } = await stand.client.send(new ListObjectsV2Command({ Bucket, StartAfter: 'b' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['b/c', 'c']);
  });

  it('when url encoding is asked for, then keys are encoded', async () => {
    const Bucket = bucketWith(['a b+c/ü']);
    const { Contents, EncodingType } = await stand.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    expect(Contents?.[0]?.Key).toBe('a+b%2Bc/%C3%BC');
    expect(EncodingType).toBe('url');
  });

  it.each([
    [{ MaxKeys: 0 }, 0, false],
    [{ MaxKeys: 5_000 }, 1_000, true],
    [{}, 1_000, true],
  ])('when asked with %j, then a page has %i keys', async (input, count, truncated) => {
    const Bucket = bucketWith(Array.from({ length: 1_001 }, (_, n) => `k${n}`));
    const page = await stand.client.send(new ListObjectsV2Command({ Bucket, ...input }));
    expect(page.KeyCount).toEqual(count);
    expect(page.IsTruncated).toEqual(truncated);
  });
});
