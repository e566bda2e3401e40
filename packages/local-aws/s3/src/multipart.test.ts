import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PART_BYTES_MIN } from './complete-multipart-upload.ts';
import { type S3TestStand, startS3TestStand } from './testing/s3-stand.ts';

const target = { Bucket: 'big-bucket', Key: 'big/ü.bin' };
const big = Buffer.alloc(PART_BYTES_MIN, 'a');
let stand: S3TestStand;

beforeEach(async () => {
  stand = await startS3TestStand();
  stand.s3.putBucket({ name: target.Bucket, eventBridge: true });
});
afterEach(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const begin = async (more = {}) => (await stand.client.send(new CreateMultipartUploadCommand({ ...target, ...more }))).UploadId;
const upload = async (UploadId: string | undefined, PartNumber: number, Body: Buffer) => {
  const { ETag, ChecksumCRC32 } = await stand.client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
  return { PartNumber, ETag, ChecksumCRC32 };
};
const complete = (UploadId: string | undefined, Parts: { PartNumber: number; ETag: string | undefined }[]) =>
  stand.client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));

describe('a multipart upload', () => {
  it('when completed, then the object is its parts in order, and the ETag counts them', async () => {
    const id = await begin({ ContentType: 'x/y', ChecksumAlgorithm: 'CRC32' });
    const [second, first] = [await upload(id, 7, Buffer.from('tail')), await upload(id, 2, big)];
    const { ETag, ChecksumCRC32 } = await complete(id, [first, second]);
    const md5 = (data: Buffer | string) => createHash('md5').update(data).digest();
    expect(ETag).toBe(
      `"${createHash('md5')
        .update(Buffer.concat([md5(big), md5('tail')]))
        .digest('hex')}-2"`,
    );
    expect(ChecksumCRC32).toMatch(/-2$/);
    const read = await stand.client.send(new GetObjectCommand(target));
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? [])).toEqual(Buffer.concat([big, Buffer.from('tail')]));
    expect(read.ContentType).toBe('x/y');
    const range = await stand.client.send(new GetObjectCommand({ ...target, Range: `bytes=${big.length - 2}-${big.length + 1}` }));
    expect(await range.Body?.transformToString()).toBe('aata');
    const part = await stand.client.send(new HeadObjectCommand({ ...target, PartNumber: 2 }));
    expect(part.ContentLength).toBe(4);
    expect(part.PartsCount).toBe(2);
    expect(stand.events.map(({ detail }) => detail['reason'])).toEqual(['CompleteMultipartUpload']);
    await expect(complete(id, [first, second])).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('when a full-object checksum is asked for, then it is that of the whole', async () => {
    const id = await begin({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const parts = [await upload(id, 1, big), await upload(id, 2, Buffer.from('tail'))];
    const { ChecksumCRC32 } = await complete(id, parts);
    const whole = await stand.client.send(
      new PutObjectCommand({ ...target, Body: Buffer.concat([big, Buffer.from('tail')]), ChecksumAlgorithm: 'CRC32' }),
    );
    expect(ChecksumCRC32).toBe(whole.ChecksumCRC32);
  });

  it('when parts are wrong, then the error names the problem, and the upload can still be completed', async () => {
    const id = await begin();
    const parts = [await upload(id, 1, Buffer.from('small')), await upload(id, 2, Buffer.from('last'))];
    const [one, two] = parts as [(typeof parts)[0], (typeof parts)[0]];
    await expect(complete(id, [one, two])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete(id, [two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete(id, [{ ...one, ETag: '"0"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete(id, [])).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(upload(id, 10_001, big)).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(upload('unknown', 1, big)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await complete(id, [two]);
    expect(stand.s3.read(target.Bucket, target.Key)?.toString()).toBe('last');
    expect(stand.store.prepare('select count(*) as n from s3_body').get()).toEqual({ n: 1 });
  });

  it('when aborted, then nothing is left of it', async () => {
    const id = await begin();
    await upload(id, 1, big);
    await upload(id, 1, Buffer.from('again'));
    await stand.client.send(new AbortMultipartUploadCommand({ ...target, UploadId: id }));
    expect(stand.store.prepare('select count(*) as n from s3_body').get()).toEqual({ n: 0 });
    await expect(stand.client.send(new ListPartsCommand({ ...target, UploadId: id }))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('when listed, then uploads and parts come in pages', async () => {
    const id = await begin();
    for (const n of [3, 1, 2]) await upload(id, n, Buffer.from(String(n)));
    const page = await stand.client.send(new ListPartsCommand({ ...target, UploadId: id, MaxParts: 2 }));
    expect(page.Parts?.map((part) => part.PartNumber)).toEqual([1, 2]);
    expect(page.IsTruncated).toBe(true);
    expect(page.NextPartNumberMarker).toBe('2');
    const rest = await stand.client.send(new ListPartsCommand({ ...target, UploadId: id, PartNumberMarker: '2' }));
    expect(rest.Parts?.map((part) => [part.PartNumber, part.Size])).toEqual([[3, 1]]);
    const { Uploads } = await stand.client.send(new ListMultipartUploadsCommand({ Bucket: target.Bucket }));
    expect(Uploads?.map(({ Key, UploadId }) => [Key, UploadId])).toEqual([[target.Key, id]]);
  });

  it('when a part is copied, then it is the range of its source', async () => {
    await stand.client.send(new PutObjectCommand({ Bucket: target.Bucket, Key: 'src', Body: 'hello world' }));
    const UploadId = await begin();
    const copy = { ...target, UploadId, PartNumber: 1, CopySource: `${target.Bucket}/src` };
    const { CopyPartResult } = await stand.client.send(new UploadPartCopyCommand({ ...copy, CopySourceRange: 'bytes=6-10' }));
    await expect(stand.client.send(new UploadPartCopyCommand({ ...copy, CopySourceRange: 'bytes=6-11' }))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await complete(UploadId, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    expect(stand.s3.read(target.Bucket, target.Key)?.toString()).toBe('world');
  });
});
