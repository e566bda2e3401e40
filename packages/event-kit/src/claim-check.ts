import { z } from 'zod';
import type { Metadata } from './event.ts';
import { majorOf } from './major-of.ts';

/**
 * Events that are too large for the bus travel by claim check: a bucket stores their data, and the event on the bus refers to it. The
 * publisher and the handlers do this transparently for use cases.
 *
 * @see https://www.enterpriseintegrationpatterns.com/patterns/messaging/StoreInLibrary.html
 */
export interface ClaimCheck {
  /** The size of the data's JSON. */
  readonly bytes: number;
  /** The SHA-256 of the data's JSON, in hex. */
  readonly sha256: string;
}

/** The property of an event's metadata with the claim check. */
export const claimCheckSchema = z.object({ bytes: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** The name of the bucket that all services share, before `deployedName`. */
export const CLAIM_BUCKET = 'claims';
/** The environment variable with the bucket's deployed name; infra sets it for every function that publishes or consumes. */
export const CLAIM_BUCKET_VARIABLE = 'CLAIM_BUCKET_NAME';

/** The folder of an event type. Its publishers may write there, and its consumers may read there. */
export const claimFolder = (eventType: string): string => `${eventType}/`;

/**
 * Derived from the event alone, so that a retry writes to the same key. The major versions of an event share its id, so each version has
 * its own folder.
 */
export const claimKey = ({ event_type, event_version, event_id }: Pick<Metadata, 'event_type' | 'event_version' | 'event_id'>): string =>
  `${claimFolder(event_type)}v${majorOf(event_version)}/${event_id}.json`;
