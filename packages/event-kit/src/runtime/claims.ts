import type { S3Client } from '@aws-sdk/client-s3';
import { CLAIM_BUCKET_VARIABLE } from '../claim-check.ts';
import { EventKitError } from '../errors.ts';
import { environment } from './environment.ts';

/** The bucket with the data of events that are too large for the bus. */
export interface Claims {
  put(key: string, text: string): Promise<void>;
  /** @throws EventKitError `CLAIM_UNAVAILABLE` */
  get(key: string): Promise<string>;
}

/** The deployed bucket. Loads its client on first use, which is rare, so that a cold start does not pay for it. */
export const s3Claims = (makeClient: () => Promise<S3Client> = newClient): Claims => {
  let client: Promise<S3Client> | undefined;
  const s3 = (): Promise<S3Client> => {
    client ??= makeClient();
    return client;
  };
  return {
    async put(key, text) {
      const { PutObjectCommand } = await import('@aws-sdk/client-s3');
      const Bucket = environment(CLAIM_BUCKET_VARIABLE);
      await (await s3()).send(new PutObjectCommand({ Bucket, Key: key, Body: text, ContentType: 'application/json' }));
    },
    async get(key) {
      const { GetObjectCommand } = await import('@aws-sdk/client-s3');
      const Bucket = environment(CLAIM_BUCKET_VARIABLE);
      try {
        const { Body } = await (await s3()).send(new GetObjectCommand({ Bucket, Key: key }));
        return (await Body?.transformToString()) ?? '';
      } catch (cause) {
        throw new EventKitError(
          'CLAIM_UNAVAILABLE',
          `The data of a large event could not be read from s3://${Bucket}/${key}: ${String(cause)}. It expires with the bus's archive; ` +
            "if it is younger, the function's role lacks s3:GetObject there, which infra grants for the events that the manifest consumes.",
          { cause, retryable: true },
        );
      }
    },
  };
};

const newClient = async (): Promise<S3Client> => {
  const { S3Client } = await import('@aws-sdk/client-s3');
  return new S3Client();
};
