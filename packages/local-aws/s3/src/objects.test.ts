import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type S3TestStand, startS3TestStand } from './testing/s3-stand.ts';

let stand: S3TestStand;
const Bucket = 'orders-bucket';

beforeEach(async () => {
  stand = await startS3TestStand();
  stand.s3.putBucket({ name: Bucket, eventBridge: true });
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const put = (Key: string, Body: string | Uint8Array = 'hello', more = {}) =>
  stand.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more = {}) => stand.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const text = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString();
const failure = async (answer: Promise<unknown>) => {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown as { name: string; $metadata: { httpStatusCode: number } },
  );
  return error === undefined ? 'no error' : `${error.name} ${error.$metadata.httpStatusCode}`;
};

describe('an object', () => {
  it('when put with metadata, then get and head return it unchanged', async () => {
    const sent = await put('a/b.json', '{"x":1}', {
      ContentType: 'application/json',
      CacheControl: 'no-store',
      Metadata: { order: '17' },
      Tagging: 'team=a&stage=b',
    });
    const read = await get('a/b.json');
    expect(await read.Body?.transformToString()).toBe('{"x":1}');
    expect(read).toMatchObject({
      ContentType: 'application/json',
      CacheControl: 'no-store',
      Metadata: { order: '17' },
      ETag: sent.ETag,
      ContentLength: 7,
      TagCount: 2,
    });
    expect(await stand.client.send(new HeadObjectCommand({ Bucket, Key: 'a/b.json' }))).toMatchObject({
      ContentLength: 7,
      ETag: sent.ETag,
      ServerSideEncryption: 'AES256',
    });
    expect(stand.s3.read(Bucket, 'a/b.json')?.toString()).toBe('{"x":1}');
  });

  it.each([
    'plain',
    'with space',
    'a+b',
    'größe/日本/🙂',
    '../up',
    'a/../b',
    '/leading',
    'a//b',
    'a?b#c&d=e',
    'quo\'te"(x)*!',
    'per%20cent',
    'end/',
    '.',
    '..',
    'tab\tnew\nline',
  ])('when its key is %j, then it is found under just that key', async (key) => {
    await put(key, key);
    expect(await text(key)).toBe(key);
    expect(stand.events.at(-1)?.detail['object']).toMatchObject({ key });
    await stand.client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    expect(await failure(get(key))).toBe('NoSuchKey 404');
  });

  it('when its key is over 1,024 bytes, then it is refused', async () => {
    expect(await failure(put('é'.repeat(512)))).toBe('no error');
    expect(await failure(put(`${'é'.repeat(512)}x`))).toBe('KeyTooLongError 400');
  });

  it('when it is streamed with a trailing checksum, then the chunks are taken apart and the checksum kept', async () => {
    const bytes = Buffer.alloc(300_000, 'abc');
    await put('stream', Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]) as unknown as Uint8Array, {
      ContentLength: bytes.length,
      ChecksumAlgorithm: 'CRC32',
    });
    const read = await get('stream', { ChecksumMode: 'ENABLED' });
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? [])).toEqual(bytes);
    expect(read.ChecksumCRC32).toMatch(/=$/);
  });

  it.each([
    ['SHA1', 'ChecksumSHA1', 'qvTGHdzF6KLavt4PO0gs2a6pQ00='],
    ['SHA256', 'ChecksumSHA256', 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='],
    ['CRC32', 'ChecksumCRC32', 'NhCmhg=='],
    ['CRC32C', 'ChecksumCRC32C', 'mnG7TA=='],
    ['CRC64NVME', 'ChecksumCRC64NVME', 'M3eFcAZSQlc='],
  ])('when it is put with %s, then a right checksum is kept and a wrong one refused', async (_name, field, value) => {
    await put('sum', 'hello', { [field]: value });
    expect(await get('sum', { ChecksumMode: 'ENABLED' })).toMatchObject({ [field]: value });
    expect(await failure(put('sum', 'hellO', { [field]: value }))).toBe('BadDigest 400');
    expect(await failure(put('md5', 'hello', { ContentMD5: '1B2M2Y8AsgTpgAmY7PhCfg==' }))).toBe('BadDigest 400');
  });

  it.each([
    ['bytes=0-3', 'hell', 'bytes 0-3/11'],
    ['bytes=6-', 'world', 'bytes 6-10/11'],
    ['bytes=-5', 'world', 'bytes 6-10/11'],
    ['bytes=4-99', 'o world', 'bytes 4-10/11'],
    ['bytes=3-1', 'hello world', undefined],
    ['items=0-1', 'hello world', undefined],
  ])('when the range is %s, then it answers %j', async (Range, body, ContentRange) => {
    await put('range', 'hello world');
    const read = await get('range', { Range });
    expect(await read.Body?.transformToString()).toEqual(body);
    expect(read.ContentRange).toEqual(ContentRange);
  });

  it('when the range begins behind the end, then it is not satisfiable', async () => {
    await put('range', 'hello');
    expect(await failure(get('range', { Range: 'bytes=5-' }))).toBe('InvalidRange 416');
  });

  it('when a condition does not hold, then reads and writes are refused', async () => {
    const { ETag } = await put('c', 'one');
    expect(await failure(put('c', 'two', { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
    expect(await failure(put('c', 'two', { IfMatch: '"other"' }))).toBe('PreconditionFailed 412');
    expect(await failure(put('missing', 'two', { IfMatch: ETag }))).toBe('NoSuchKey 404');
    expect(await failure(get('c', { IfMatch: '"other"' }))).toBe('PreconditionFailed 412');
    expect(await failure(get('c', { IfNoneMatch: ETag }))).toMatch(/304$/);
    expect(await failure(get('c', { IfModifiedSince: new Date(stand.clock.now()) }))).toMatch(/304$/);
    expect(await failure(get('c', { IfUnmodifiedSince: new Date(stand.clock.now() - 5_000) }))).toBe('PreconditionFailed 412');
    expect(await text('c')).toBe('one');
    await put('c', 'two', { IfMatch: ETag });
    await put('new', 'x', { IfNoneMatch: '*' });
    expect(await text('c')).toBe('two');
  });

  it('when asked with response overrides, then the answer carries them', async () => {
    await put('o');
    expect(await get('o', { ResponseContentType: 'text/plain', ResponseContentDisposition: 'attachment' })).toMatchObject({
      ContentType: 'text/plain',
      ContentDisposition: 'attachment',
    });
  });

  // https://github.com/guardian/grid/pull/1716 shows AWS's answer.
  it.each([
    ['ResponseContentDisposition', 'response-content-disposition', 'attachment; filename="日本.pdf"'],
    ['ResponseContentType', 'response-content-type', 'text/plain; x=’'],
    ['ResponseCacheControl', 'response-cache-control', 'no-store\nx: y'],
    ['ResponseContentLanguage', 'response-content-language', '日本'],
    ['ResponseContentEncoding', 'response-content-encoding', '日本'],
  ])('when %s is not valid header text, then it is refused', async (parameter, argument, value) => {
    await put('o');
    await expect(get('o', { [parameter]: value })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Header value cannot be represented using ISO-8859-1.',
      ArgumentName: argument,
    });
  });

  it('when an override or metadata is Latin text, then the answer carries it', async () => {
    await put('o', 'x', { Metadata: { name: encodeURIComponent('größe') } });
    const read = await get('o', { ResponseContentDisposition: 'attachment; filename="größe.pdf"' });
    expect(read).toMatchObject({ ContentDisposition: 'attachment; filename="größe.pdf"', Metadata: { name: 'gr%C3%B6%C3%9Fe' } });
  });

  it('when a version id is not valid header text, then it is refused', async () => {
    await put('o');
    const refusal = { name: 'InvalidArgument', message: 'Invalid version id specified' };
    await expect(get('o', { VersionId: '日本' })).rejects.toMatchObject(refusal);
    await expect(stand.client.send(new DeleteObjectCommand({ Bucket, Key: 'o', VersionId: 'a\nb' }))).rejects.toMatchObject(refusal);
  });

  it('when copied, then bytes and metadata follow, or are replaced', async () => {
    await put('src + ü', 'body', { ContentType: 'text/x', Metadata: { a: '1' }, Tagging: 't=1' });
    const CopySource = `${Bucket}/${encodeURIComponent('src + ü')}`;
    await stand.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect(await get('copy')).toMatchObject({ ContentType: 'text/x', Metadata: { a: '1' }, TagCount: 1 });
    await stand.client.send(
      new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, MetadataDirective: 'REPLACE', Metadata: { b: '2' }, ContentType: 'text/y' }),
    );
    expect(await get('copy')).toMatchObject({ ContentType: 'text/y', Metadata: { b: '2' } });
    expect(await failure(stand.client.send(new CopyObjectCommand({ Bucket, Key: 'src + ü', CopySource })))).toBe('InvalidRequest 400');
    expect(await failure(stand.client.send(new CopyObjectCommand({ Bucket, Key: 'x', CopySource: `${Bucket}/none` })))).toBe(
      'NoSuchKey 404',
    );
  });

  it('when tagged, then its body stays as it is', async () => {
    await put('t', 'body');
    await stand.client.send(new PutObjectTaggingCommand({ Bucket, Key: 't', Tagging: { TagSet: [{ Key: 'a', Value: '1 & 2' }] } }));
    expect((await stand.client.send(new GetObjectTaggingCommand({ Bucket, Key: 't' }))).TagSet).toEqual([{ Key: 'a', Value: '1 & 2' }]);
    await stand.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 't' }));
    expect((await stand.client.send(new GetObjectTaggingCommand({ Bucket, Key: 't' }))).TagSet).toEqual([]);
    expect(await text('t')).toBe('body');
    expect(stand.events.map((event) => event.detailType)).toEqual(['Object Created', 'Object Tags Added', 'Object Tags Deleted']);
  });

  it('when a thousand are deleted at once, then each is answered', async () => {
    const Objects = Array.from({ length: 1_000 }, (_, n) => ({ Key: `k&<${n}>` }));
    await Promise.all(Objects.slice(0, 20).map(({ Key }) => put(Key)));
    const answer = await stand.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(answer.Deleted?.map(({ Key }) => ({ Key }))).toEqual(Objects);
    expect(stand.events.filter((event) => event.detailType === 'Object Deleted')).toHaveLength(20);
  });
});

describe('missing and unsupported things', () => {
  it.each([
    ['GetBucketAcl', () => stand.client.send(new GetBucketAclCommand({ Bucket }))],
    ['GetObjectAcl', () => stand.client.send(new GetObjectAclCommand({ Bucket, Key: 'k' }))],
    ['PutObjectAcl', () => stand.client.send(new PutObjectAclCommand({ Bucket, Key: 'k', ACL: 'private' }))],
    ['PutBucketPolicy', () => stand.client.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' }))],
  ])('when %s is called, then it is refused by name and nothing is done', async (name, call) => {
    await put('k', 'body');
    await expect(call()).rejects.toMatchObject({ name: 'NotImplemented', message: expect.stringContaining(`S3 ${name}.`) });
    expect(await text('k')).toBe('body');
  });

  it('when a sub-resource is unknown, then the object is left alone', async () => {
    await put('k', 'body');
    const authorization = 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature='.concat(
      '0'.repeat(64),
    );
    const answer = await fetch(`${stand.endpoint.url}/${Bucket}/k?frobnicate`, { method: 'PUT', body: 'bad', headers: { authorization } });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toEqual(expect.stringContaining('PUT ?frobnicate'));
    expect(await text('k')).toBe('body');
  });

  it('when bucket, key or version is missing, then the error names it', async () => {
    expect(await failure(stand.client.send(new GetObjectCommand({ Bucket: 'nobody', Key: 'k' })))).toBe('NoSuchBucket 404');
    expect(await failure(get('none'))).toBe('NoSuchKey 404');
    expect(await failure(get('none', { VersionId: 'v' }))).toBe('NoSuchVersion 404');
    expect(await failure(stand.client.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toBe('NotFound 404');
    expect(await failure(stand.client.send(new HeadBucketCommand({ Bucket: 'nobody' })))).toBe('NotFound 404');
  });
});

describe('permissions', () => {
  it('when the caller may not list, then a missing key is forbidden and not missing', async () => {
    stand.refused.add('s3:ListBucket');
    expect(await failure(get('none'))).toBe('AccessDenied 403');
    await put('there');
    expect(await text('there')).toBe('hello');
  });

  it('when the caller may not put, then nothing is written', async () => {
    stand.refused.add('s3:PutObject');
    expect(await failure(put('k'))).toBe('AccessDenied 403');
    expect(stand.s3.read(Bucket, 'k')).toBeUndefined();
    expect(stand.asked).toContainEqual({ action: 's3:PutObject', resource: `arn:aws:s3:::${Bucket}/k` });
  });

  it('when one of many may not be deleted, then its result is an error', async () => {
    stand.refused.add('s3:DeleteObject');
    const answer = await stand.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }] } }));
    expect(answer.Errors).toEqual([{ Key: 'a', Code: 'AccessDenied', Message: expect.any(String) }]);
  });
});

describe('a bucket', () => {
  it('when asked about, then it returns its location, versioning and notifications', async () => {
    expect((await stand.client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    expect((await stand.client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-west-1');
    expect((await stand.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect((await stand.client.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).EventBridgeConfiguration).toBeDefined();
    expect((await stand.client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-west-1');
  });

  it.each(['ab', 'UPPER', 'a..b', '192.168.0.1', '-a', 'xn--abc', 'under_score'])('when its name is %s, then it is refused', (name) => {
    expect(() => stand.s3.putBucket({ name })).toThrow('The specified bucket is not valid.');
  });
});
