import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { ReceiveOrderPorts } from '../receive-order.ts';

/** Objects in S3. */
export const s3Objects =
  (client: S3Client): ReceiveOrderPorts['readObject'] =>
  async ({ bucket, key, versionId }) => {
    try {
      const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
      return await object.Body?.transformToString();
    } catch (error) {
      if (error instanceof NoSuchKey || (error as { name?: string }).name === 'NoSuchVersion') return undefined;
      throw error;
    }
  };
