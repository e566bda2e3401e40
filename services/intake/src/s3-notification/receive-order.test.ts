import { readFileSync } from 'node:fs';
import { recordingPublisher } from '@plumbline/testing';
import { describe, expect, it } from 'vitest';
import { s3Notification } from '../manifest.ts';
import { ORDER_BYTES_MAX, receiveOrder } from './receive-order.ts';

const ORDER_ID = '47bd6709-613e-4b05-a938-4ee4eb2f8dac';
const KEY = `Dr541r357e/doordash/Dr541r357e_doordash_${ORDER_ID}_20261120_180211.json`;
const DOORDASH = readFileSync(new URL('../../samples/doordash-delivery.json', import.meta.url), 'utf8');

/** Receives one object and tells what became of it. */
const receive = async (object: string | undefined, key = KEY, sizeBytes = object?.length ?? 0) => {
  const { publish, published } = recordingPublisher(s3Notification);
  const quarantined: { key: string; reason: string; detail: string }[] = [];
  const outcome = await receiveOrder({
    readObject: async () => object,
    quarantine: async (notice, { reason, message }) => void quarantined.push({ key: notice.key, reason, detail: message }),
    publish,
  })({ bucket: 'orders-log', key, sizeBytes });
  return { outcome, published, quarantined };
};

describe('receiveOrder', () => {
  it('when the object is an order, then OrderCreated says so in our words', async () => {
    const { outcome, published, quarantined } = await receive(DOORDASH);
    expect(outcome).toEqual({ outcome: 'published', order_id: ORDER_ID });
    expect(quarantined).toEqual([]);
    expect(published).toHaveLength(1);
    expect(published[0]?.detail.Data).toEqual({
      original_object: { bucket: 'orders-log', key: KEY },
      order_id: ORDER_ID,
      prepare_by_datetime: '2026-11-20T18:35:00Z',
      callback_url: null,
      provider: null,
      service_info: 'delivery',
      payment_type: 'pre_paid',
      payment: { amount_minor: 3290, currency: 'USD', reference: `doordash:${ORDER_ID}` },
    });
  });

  it('when the same object is received again, then it is the same event', async () => {
    const [first, second] = [await receive(DOORDASH), await receive(DOORDASH)];
    expect(second.published).toEqual(first.published);
  });

  it.each([
    ['no longer exists', undefined, KEY, 'object_gone'],
    ['is empty', '', KEY, 'object_empty'],
    ['is blank', ' \n', KEY, 'object_empty'],
    ['is not JSON', '{"order":', KEY, 'not_json'],
    ['has wrong types', DOORDASH.replace('"subtotal": 3290', '"subtotal": "32.90"'), KEY, 'not_an_order'],
    ['is JSON of another kind', '[]', KEY, 'not_an_order'],
    ['lies under a key outside the scheme', DOORDASH, 'orders/today.json', 'key_outside_scheme'],
    ['lies under a key with spaces and unicode', DOORDASH, 'Café Zoë/doordash/Bestellung № 7 +1.json', 'key_outside_scheme'],
    ['comes from an unknown channel', DOORDASH, KEY.replaceAll('doordash', 'pigeon'), 'unknown_channel'],
    ['is about another order than its key', DOORDASH, KEY.replace(ORDER_ID, 'another-order'), 'order_id_differs'],
  ])('when the object %s, then it is quarantined with the reason and nothing is published', async (_, object, key, reason) => {
    const { outcome, published, quarantined } = await receive(object, key);
    expect(outcome).toMatchObject({ outcome: 'rejected', reason });
    expect(quarantined).toEqual([{ key, reason, detail: expect.stringMatching(/\w+/) }]);
    expect(published).toEqual([]);
  });

  it('when the object is too large, then it is not even read', async () => {
    const { outcome } = await receive(DOORDASH, KEY, ORDER_BYTES_MAX + 1);
    expect(outcome).toMatchObject({ outcome: 'rejected', reason: 'object_too_large' });
  });

  it('when the quarantine cannot be reached, then it throws, so that the notification is retried', async () => {
    const { publish } = recordingPublisher(s3Notification);
    const receiving = receiveOrder({ readObject: async () => '', quarantine: () => Promise.reject(new Error('no queue')), publish });
    await expect(receiving({ bucket: 'b', key: KEY, sizeBytes: 0 })).rejects.toThrow('no queue');
  });
});
