import { z } from 'zod';

/**
 * The parts we use of the event that S3 sends to the default bus. The key is as it was put, not URL-encoded.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const objectCreatedEvent = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1), size: z.int().min(0), 'version-id': z.string().optional() }),
  }),
});

/** A new object in the intake bucket. */
export interface ObjectNotice {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly versionId?: string;
}
