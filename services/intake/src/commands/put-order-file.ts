import { readFile } from 'node:fs/promises';
import { S3Client } from '@aws-sdk/client-s3';
import type { LiveSystem, Said } from '@plumbline/event-kit';
import { ordersLog } from '../manifest.ts';
import { objectKey } from '../s3-notification/object-key.ts';
import { recognizeOrder } from '../s3-notification/recognize-order.ts';
import { putOrder } from './put-order.ts';

interface OrderFile {
  readonly file: string;
  readonly tenant: string;
  readonly channel?: string | undefined;
  readonly order_id?: string | undefined;
}

/** Puts an object that is not an order only if the flags determine its key. The intake then quarantines it. */
export const putOrderFile = async ({ file, tenant, channel, order_id }: OrderFile, at: LiveSystem): Promise<Said> => {
  const body = await readFile(file, 'utf8');
  const known = recognizeOrder(jsonOrUndefined(body));
  const address = { channel: channel ?? known?.channel, orderId: order_id ?? known?.orderId };
  if (address.channel === undefined || address.orderId === undefined) {
    throw new Error(`${file} is not an order of a known channel. To put it anyway, pass --channel and --order-id.`);
  }
  const key = objectKey({ tenant, channel: address.channel, orderId: address.orderId }, new Date());
  await putOrder(new S3Client(at.client), await at.bucketNamed(ordersLog.name), key, body);
  return { lines: [`put ${key}`, `now: npm run plumb trace ${address.orderId}`] };
};

const jsonOrUndefined = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
