import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Connection } from './connection.ts';

/** What an order file needs to get its key. */
export interface OrderFile {
  readonly tenant: string;
  readonly channel: string;
  readonly orderId: string;
  readonly body: string;
}

/** `{tenant}/{channel}/{tenant}_{channel}_{order_id}_{yyyymmdd_hhmmss}.json` */
export const objectKey = ({ tenant, channel, orderId }: Omit<OrderFile, 'body'>, now: Date): string => {
  const [date = '', time = ''] = now.toISOString().slice(0, 19).replace(/[-:]/g, '').split('T');
  return `${tenant}/${channel}/${tenant}_${channel}_${orderId}_${date}_${time}.json`;
};

/** Puts an order where its channel would. Answers the key. */
export const putOrder = async (connection: Connection, file: OrderFile, key = objectKey(file, new Date())): Promise<string> => {
  const bucket = await connection.bucketNamed('orders-log');
  await connection.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: file.body, ContentType: 'application/json' }));
  return key;
};

/** Where each channel writes the order's id. */
const ID_OF: Readonly<Record<string, (content: Readonly<Record<string, unknown>>) => unknown>> = {
  doordash: (content) => (content.order as { readonly id?: unknown } | undefined)?.id,
  olo: (content) => content.id,
  generic: (content) => content.order_id,
};

/** The channel and id of an order's JSON, told from its shape. */
export const recognizeOrder = (body: string): { readonly channel: string; readonly orderId: string } | undefined => {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof content !== 'object' || content === null) return undefined;
  for (const [channel, idOf] of Object.entries(ID_OF)) {
    const id = idOf(content as Readonly<Record<string, unknown>>);
    if (typeof id === 'string') return { channel, orderId: id };
  }
  return undefined;
};
