import { createHash } from 'node:crypto';
import { type ClaimCheck, claimCheckSchema, claimKey } from '../claim-check.ts';
import { EventKitError } from '../errors.ts';
import type { Metadata } from '../event.ts';
import type { Claims } from './claims.ts';

/**
 * The largest entry that goes over the bus unchanged, in bytes. Below the limit of PutEvents, SQS and asynchronous invocations (1 MiB),
 * because EventBridge adds its envelope, and a dead letter its attributes.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export const BUS_BYTES_MAX = 1_000_000;
/** Members of the data up to this size stay in the event, in bytes: rules filter by them. */
const KEPT_MEMBER_BYTES_MAX = 1_024;
/** The total size limit of these members, in bytes. */
const KEPT_BYTES_MAX = BUS_BYTES_MAX / 2;

interface Detail {
  readonly Metadata: Metadata & { readonly claim_check?: ClaimCheck };
  readonly Data: unknown;
}

/** Writes an event's data into the bucket. The remaining event has its small members, so that rules still match, and the claim check. */
export const checkIn = async (claims: Claims, metadata: Metadata, data: object): Promise<Detail> => {
  const text = JSON.stringify(data);
  await claims.put(claimKey(metadata), text);
  return { Metadata: { ...metadata, claim_check: checkOf(text) }, Data: smallMembers(data) };
};

/**
 * Returns an event's `detail` with its data, from the event or from the bucket.
 *
 * @throws EventKitError `CLAIM_UNAVAILABLE`, or `CLAIM_BROKEN` when the data in the bucket differs from the published data
 */
export const checkOut = async (claims: Claims, detail: unknown): Promise<unknown> => {
  if (!hasClaim(detail)) return detail;
  const { claim_check: claimed, ...metadata } = detail.Metadata;
  const check = claimCheckSchema.safeParse(claimed);
  const key = claimKey(metadata);
  const text = check.success ? await claims.get(key) : '';
  if (!check.success || checkOf(text).sha256 !== check.data.sha256)
    throw new EventKitError('CLAIM_BROKEN', `The data of the large event ${metadata.event_id} (${key}) differs from the published data.`);
  return { ...detail, Metadata: metadata, Data: JSON.parse(text) as unknown };
};

const checkOf = (text: string): ClaimCheck => ({
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
});

const hasClaim = (detail: unknown): detail is { readonly Metadata: Metadata & { readonly claim_check: unknown } } =>
  typeof detail === 'object' &&
  detail !== null &&
  'Metadata' in detail &&
  typeof detail.Metadata === 'object' &&
  detail.Metadata !== null &&
  'claim_check' in detail.Metadata;

const smallMembers = (data: object): object => {
  let left = KEPT_BYTES_MAX;
  const kept = Object.entries(data).filter(([name, value]) => {
    const bytes = Buffer.byteLength(JSON.stringify([name, value]));
    if (bytes > KEPT_MEMBER_BYTES_MAX || bytes > left) return false;
    left -= bytes;
    return true;
  });
  return Object.fromEntries(kept);
};
