import { objectCreated } from '@plumbline/testing';
import { describe, expect, it, vi } from 'vitest';
import { receiveNotification } from './receive-notification.ts';

const published = { outcome: 'published', order_id: 'o-1' } as const;

describe('receiveNotification', () => {
  it('when S3 notifies of a new object, then the order is received with the unchanged key and the version', async () => {
    const receive = vi.fn(async () => published);
    const answer = await receiveNotification({ bucket: 'b', receive })(objectCreated({ bucket: 'b', key: 'a b/ü+.json', size: 7 }));
    expect(receive).toHaveBeenCalledWith({ bucket: 'b', key: 'a b/ü+.json', sizeBytes: 7, versionId: 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e' });
    expect(answer).toEqual({ status: 200, body: { key: 'a b/ü+.json', ...published } });
  });

  it.each([
    ['is not an event', { hello: 'world' }],
    ['is another event of S3', { ...objectCreated({ bucket: 'b', key: 'k' }), 'detail-type': 'Object Deleted' }],
    ['is about another bucket', objectCreated({ bucket: 'other', key: 'k' })],
  ])('when the body %s, then it answers 400 and receives nothing', async (_, body) => {
    const receive = vi.fn(async () => published);
    expect(await receiveNotification({ bucket: 'b', receive })(body)).toMatchObject({ status: 400 });
    expect(receive).not.toHaveBeenCalled();
  });
});
