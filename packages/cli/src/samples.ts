import { randomUUID } from 'node:crypto';
import { objectKey } from '@plumbline/service-intake/object-key';
import type { Connection } from './connection.ts';
import { putOrder } from './put-order.ts';
import { sampleOrder, sampleText } from './sample-order.ts';

/** A sample order. */
export interface Sample {
  readonly orderId: string;
  readonly title: string;
  readonly serviceInfo: 'delivery' | 'self_delivery' | 'pick_up';
  readonly key: string;
}

export interface PutSamples {
  readonly orders: readonly Sample[];
  /** The key of the object that is no order. */
  readonly badKey: string;
  /** How often S3 notifies of all these objects. */
  readonly notifications: number;
}

const FILES = [
  {
    file: 'doordash-delivery',
    tenant: 'Dr541r357e',
    channel: 'doordash',
    title: 'a DoorDash courier brings it',
    serviceInfo: 'delivery',
  },
  {
    file: 'doordash-self-delivery',
    tenant: 'Dr541r357e',
    channel: 'doordash',
    title: 'the restaurant has to find a courier',
    serviceInfo: 'self_delivery',
  },
  {
    file: 'olo-curbside',
    tenant: 'ConKa584a672l',
    channel: 'olo',
    title: 'the guest picks it up at the curb',
    serviceInfo: 'pick_up',
  },
] as const;

/**
 * Puts the sample orders in the bucket, under new ids: one of each `service_info`, the first of them twice with different
 * bodies, as a channel does that repeats itself, and an object that is no order.
 */
export const putSamples = async (connection: Connection): Promise<PutSamples> => {
  const now = new Date();
  const orders: Sample[] = [];
  for (const { file, tenant, channel, ...rest } of FILES) {
    const orderId = randomUUID();
    const body = sampleOrder(file, orderId);
    const key = objectKey({ tenant, channel, orderId }, now);
    await putOrder(connection, key, body);
    if (orders.length === 0) await putOrder(connection, key, body.replace('"subtotal": 3290', '"subtotal": 9990'));
    orders.push({ orderId, key, ...rest });
  }
  const badKey = objectKey({ tenant: 'Dr541r357e', channel: 'doordash', orderId: randomUUID() }, now);
  await putOrder(connection, badKey, sampleText('doordash-menu-update'));
  return { orders, badKey, notifications: FILES.length + 2 };
};
