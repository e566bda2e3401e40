import { Agent } from 'node:http';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readS3Path } from './s3-path.ts';
import { type S3TestStand, startS3TestStand } from './s3-test-stand.ts';

const Bucket = 'orders-bucket';

describe('a host name', () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
  it.each([
    ['orders.localhost:4566', 'orders'],
    ['orders.s3.localhost:4566', 'orders'],
    ['orders.s3.eu-west-1.localhost', 'orders'],
    ['orders.s3.amazonaws.com', 'orders'],
    ['orders.s3.eu-west-1.amazonaws.com', 'orders'],
    ['orders.s3-eu-west-1.amazonaws.com', 'orders'],
    ['orders.s3.dualstack.eu-west-1.amazonaws.com', 'orders'],
    ['orders.s3-fips.us-east-1.amazonaws.com', 'orders'],
    ['orders.s3.cn-north-1.amazonaws.com.cn', 'orders'],
    ['a.b.c.s3.eu-west-1.amazonaws.com', 'a.b.c'],
    ['a.b.localhost', 'a.b'],
    ['Orders.LOCALHOST', 'orders'],
    ['orders.127.0.0.1.nip.io:4566', 'orders'],
    ['orders.s3.127.0.0.1.sslip.io', 'orders'],
  ])('when it is %s, then the bucket is %s and the path the key', (host, bucketName) => {
    expect(readS3Path('/a/b%20c.json', host)).toMatchObject({ bucketName, key: 'a/b c.json' });
    expect(readS3Path('/', host)).toMatchObject({ bucketName, key: '' });
  });

  it.each([
    undefined,
    '127.0.0.1:4566',
    'localhost:4566',
    's3.localhost:4566',
    's3.eu-west-1.localhost',
    's3.amazonaws.com',
    's3.eu-west-1.amazonaws.com',
    '[::1]:4566',
  ])('when it is %s, then the bucket is in the path', (host) => {
    expect(readS3Path('/orders/a/b', host)).toMatchObject({ bucketName: 'orders', key: 'a/b' });
  });
});

describe('an SDK that puts the bucket into the host name', () => {
  let stand: S3TestStand;
  let client: S3Client;
  let asked: string[];

  beforeEach(async () => {
    stand = await startS3TestStand();
    stand.s3.putBucket({ name: Bucket, eventBridge: true });
    asked = [];
    const lookup = (hostname: string, _options: object, done: (error: null, addresses: { address: string; family: number }[]) => void) => {
      asked.push(hostname);
      done(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    const { port } = new URL(stand.endpoint.url);
    client = new S3Client({
      ...stand.clientConfig,
      endpoint: `http://localhost:${port}`,
      requestHandler: { httpAgent: new Agent({ lookup } as object) },
    });
  });
  afterEach(async () => {
    expect(stand.errors).toEqual([]);
    client.destroy();
    await stand.stop();
  });

  it('when it puts, lists and gets, then it finds the object in the bucket, and no other bucket is made', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'tenant/a b.json', Body: '{}' }));
    expect(asked).toEqual([`${Bucket}.localhost`]);
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual(['tenant/a b.json']);
    const { Body } = await stand.client.send(new GetObjectCommand({ Bucket, Key: 'tenant/a b.json' }));
    expect(await Body?.transformToString()).toBe('{}');
    const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toEqual([Bucket]);
  });

  it('when it completes an upload, then the location is under the bucket', async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a/b' }));
    const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key: 'a/b', UploadId, PartNumber: 1, Body: 'x' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const { Location } = await client.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'a/b', UploadId, MultipartUpload }));
    expect(Location).toBe(`http://${Bucket}.localhost:${new URL(stand.endpoint.url).port}/a%2Fb`);
  });
});
