import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { openStore, virtualClock } from '@plumbline/local-aws-kernel';
import { describe, expect, it } from 'vitest';
import { openS3 } from './s3.ts';
import { aloneS3Ports, aloneS3Props, startS3TestStand } from './testing/s3-stand.ts';

const Bucket = 'orders-bucket';

describe('events of a bucket', () => {
  it('when an object is put, copied and deleted, then each event has AWS’s form', async () => {
    const stand = await startS3TestStand();
    stand.s3.putBucket({ name: Bucket, eventBridge: true });
    await stand.client.send(new PutObjectCommand({ Bucket, Key: 'a b/ü+1.json', Body: 'hello' }));
    await stand.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/a%20b/%C3%BC%2B1.json` }));
    await stand.client.send(new DeleteObjectCommand({ Bucket, Key: 'copy' }));
    await stand.stop();
    const [created, copied, deleted] = stand.events;
    expect(created).toEqual({
      source: 'aws.s3',
      detailType: 'Object Created',
      resources: [`arn:aws:s3:::${Bucket}`],
      time: '2026-01-01T00:00:00Z',
      detail: {
        version: '0',
        bucket: { name: Bucket },
        object: {
          key: 'a b/ü+1.json',
          size: 5,
          etag: '5d41402abc4b2a76b9719d911017c592',
          sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
        },
        'request-id': expect.any(String),
        requester: '000000000000',
        'source-ip-address': '127.0.0.1',
        reason: 'PutObject',
      },
    });
    expect(copied?.detail['reason']).toBe('CopyObject');
    expect(deleted).toMatchObject({
      detailType: 'Object Deleted',
      detail: { reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted', object: { key: 'copy' } },
    });
    expect(deleted?.detail['object']).not.toHaveProperty('size');
    const sequencers = stand.events.map(({ detail }) => (detail['object'] as { sequencer: string }).sequencer);
    expect(sequencers).toEqual([...sequencers].sort());
    expect(new Set(sequencers).size).toBe(3);
  });

  it('when the bucket does not send to EventBridge, then no event is emitted', async () => {
    const stand = await startS3TestStand();
    stand.s3.putBucket({ name: Bucket });
    await stand.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    expect(stand.events).toEqual([]);
    await stand.stop();
  });

  it('when the event is rejected, then the object is not stored either', async () => {
    const stand = await startS3TestStand();
    stand.s3.putBucket({ name: Bucket, eventBridge: true });
    stand.events.push = () => {
      throw new Error('the bus is broken');
    };
    await expect(stand.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))).rejects.toThrow();
    expect(stand.s3.read(Bucket, 'k')).toBeUndefined();
    expect(stand.errors).toEqual([new Error('the bus is broken')]);
    await stand.stop();
  });

  it('when the process starts again, then objects exist and putBucket keeps them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 's3-'));
    const file = join(folder, 'store.db');
    const first = await startS3TestStand(file);
    first.s3.putBucket({ name: Bucket, versioning: true });
    await first.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'kept' }));
    await first.stop();
    const store = openStore(file);
    const again = openS3(
      aloneS3Props(store, virtualClock()),
      aloneS3Ports(() => undefined),
    );
    again.putBucket({ name: Bucket, versioning: true });
    expect(again.read(Bucket, 'k')?.toString()).toBe('kept');
    store.close();
    rmSync(folder, { recursive: true });
  });
});
