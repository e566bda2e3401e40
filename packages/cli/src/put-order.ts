import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ordersLog } from '@plumbline/service-intake/manifest';
import type { Connection } from './connection.ts';

/** Puts an order's JSON where its channel would. */
export const putOrder = async (connection: Connection, key: string, body: string): Promise<void> => {
  const bucket = await connection.bucketNamed(ordersLog.name);
  await connection.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' }));
};
