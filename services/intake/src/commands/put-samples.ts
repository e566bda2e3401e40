import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { OrderCreated, PaymentFailed } from '@plumbline/contracts-ordering';
import type { LiveSystem, PutSamples, Sample } from '@plumbline/event-kit';
import { z } from 'zod';
import { ordersLog, rejectedOrders } from '../manifest.ts';
import { objectKey } from '../s3-notification/object-key.ts';
import { putOrder } from './put-order.ts';
import { rejectedObjects } from './rejected-objects.ts';
import { sampleOrder, sampleText } from './sample-order.ts';
import { drawRejected } from './show-quarantine.ts';

const FILES = [
  {
    file: 'doordash-delivery',
    tenant: 'Dr541r357e',
    channel: 'doordash',
    title: 'a DoorDash courier delivers it',
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
 * bodies, as a channel does that repeats itself, and an object that is not an order.
 */
export const putSamples = async (at: LiveSystem): Promise<PutSamples> => {
  const now = new Date();
  const [s3, bucket] = [new S3Client(at.client), await at.bucketNamed(ordersLog.name)];
  const samples: Sample[] = [];
  const keys = new Set<string>();
  for (const { file, tenant, channel, title, serviceInfo } of FILES) {
    const orderId = randomUUID();
    const body = sampleOrder(file, orderId);
    const key = objectKey({ tenant, channel, orderId }, now);
    await putOrder(s3, bucket, key, body);
    if (samples.length === 0) await putOrder(s3, bucket, key, body.replace('"subtotal": 3290', '"subtotal": 9990'));
    keys.add(key);
    samples.push(sampleOf(orderId, title, serviceInfo));
  }
  const badKey = objectKey({ tenant: 'Dr541r357e', channel: 'doordash', orderId: randomUUID() }, now);
  await putOrder(s3, bucket, badKey, sampleText('doordash-menu-update'));
  keys.add(badKey);
  const sqs = new SQSClient(at.client);
  const quarantined = async () => (await rejectedObjects(sqs, at.named(rejectedOrders.name))).filter(({ object }) => object.key === badKey);
  return {
    samples,
    inputs: { count: FILES.length + 2, isOne: (detail) => keys.has(objectIn.safeParse(detail).data?.object.key ?? '') },
    async problems() {
      const isRejected = (await quarantined()).some(({ reason }) => reason === 'not_an_order');
      return isRejected ? [] : [`${badKey} is not in quarantine as "not_an_order"`];
    },
    show: async () => (await quarantined()).map((object) => `${styleText('bold', 'in quarantine')}  ${drawRejected(object)}\n`),
  };
};

/** The part of S3's event that identifies the object. */
const objectIn = z.object({ object: z.object({ key: z.string() }) });

const sampleOf = (orderId: string, title: string, serviceInfo: (typeof FILES)[number]['serviceInfo']): Sample => ({
  about: 'order',
  id: orderId,
  name: `${serviceInfo} order ${orderId}`,
  title,
  begins: { event: OrderCreated, data: { service_info: serviceInfo } },
  // Only a declined card causes this event; the cards of the samples are valid.
  never: [PaymentFailed],
  isAbout: ({ order_id }) => order_id === orderId,
});
