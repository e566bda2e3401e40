import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Connection } from './connection.ts';
import { objectKey, putOrder } from './put-order.ts';

/** The functions that a sample order is expected to pass, beside those that every order passes. */
export interface Sample {
  readonly orderId: string;
  readonly title: string;
  readonly serviceInfo: 'delivery' | 'self_delivery' | 'pick_up';
  readonly key: string;
  readonly events: readonly string[];
}

export interface PutSamples {
  readonly orders: readonly Sample[];
  /** The key of the object that is no order. */
  readonly badKey: string;
}

const SAMPLES = fileURLToPath(new URL('../../../services/intake/samples/', import.meta.url));
const ACCEPTED = ['OrderCreated', 'OrderAccepted'];

const FILES = [
  {
    file: 'doordash-delivery.json',
    tenant: 'Dr541r357e',
    channel: 'doordash',
    title: 'a DoorDash courier brings it',
    serviceInfo: 'delivery',
    events: [...ACCEPTED, 'PaymentCaptured'],
  },
  {
    file: 'doordash-self-delivery.json',
    tenant: 'Dr541r357e',
    channel: 'doordash',
    title: 'the restaurant has to find a courier',
    serviceInfo: 'self_delivery',
    events: [...ACCEPTED, 'OrderDeliveryArranged', 'PaymentCaptured'],
  },
  {
    file: 'olo-curbside.json',
    tenant: 'ConKa584a672l',
    channel: 'olo',
    title: 'the guest picks it up at the curb',
    serviceInfo: 'pick_up',
    events: [...ACCEPTED, 'PaymentCaptured'],
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
    const text = readFileSync(`${SAMPLES}${file}`, 'utf8');
    const orderId = randomUUID();
    const body = text.replaceAll(idIn(text), orderId);
    const key = await putOrder(connection, { tenant, channel, orderId, body }, objectKey({ tenant, channel, orderId }, now));
    orders.push({ orderId, key, ...rest });
    if (orders.length === 1)
      await putOrder(connection, { tenant, channel, orderId, body: body.replace('"subtotal": 3290', '"subtotal": 9990') }, key);
  }
  const bad = {
    tenant: 'Dr541r357e',
    channel: 'doordash',
    orderId: randomUUID(),
    body: readFileSync(`${SAMPLES}doordash-menu-update.json`, 'utf8'),
  };
  return { orders, badKey: await putOrder(connection, bad, objectKey(bad, now)) };
};

const idIn = (text: string): string => {
  const content = JSON.parse(text) as { readonly id?: string; readonly order?: { readonly id: string } };
  return content.order?.id ?? content.id ?? '';
};
