import { LOOPBACK } from '@plumbline/local-aws-kernel';
import { bucketArn } from './access.ts';
import type { Bucket } from './buckets.ts';
import type { ObjectVersion } from './object-table.ts';
import { NULL_VERSION } from './object-table.ts';
import type { S3Context } from './s3-context.ts';
import type { S3Event } from './s3-event.ts';

export type CreatedReason = 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload';
export type DeletionType = 'Permanently Deleted' | 'Delete Marker Created';

/**
 * Tells that a version has been written. Call it inside the same write.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const emitCreated = (context: S3Context, bucket: Bucket, version: ObjectVersion, reason: CreatedReason, requestId: string): void =>
  emit(context, bucket, 'Object Created', {
    object: { key: version.key, size: version.size, etag: version.etag, ...versionIdOf(version), sequencer: sequencerOf(version.id) },
    ...requestOf(context, requestId),
    reason,
  });

/** The version deleted, or the delete marker made; its number tells the order. */
interface Deleted {
  readonly id: number;
  readonly key: string;
  readonly versionId: string;
}

export const emitDeleted = (context: S3Context, bucket: Bucket, version: Deleted, deletionType: DeletionType, requestId: string): void =>
  emitDeletion(context, bucket, version, { ...requestOf(context, requestId), reason: 'DeleteObject', 'deletion-type': deletionType });

/** The lifecycle sweeper deleted it: S3 itself is the requester, from no address. */
export const emitExpired = (context: S3Context, bucket: Bucket, version: Deleted, deletionType: DeletionType, requestId: string): void =>
  emitDeletion(context, bucket, version, {
    'request-id': requestId,
    requester: 's3.amazonaws.com',
    reason: 'Lifecycle Expiration',
    'deletion-type': deletionType,
  });

const emitDeletion = (context: S3Context, bucket: Bucket, version: Deleted, how: Readonly<Record<string, unknown>>): void =>
  emit(context, bucket, 'Object Deleted', {
    object: { key: version.key, ...versionIdOf(version), sequencer: sequencerOf(version.id) },
    ...how,
  });

export const emitTagged = (context: S3Context, bucket: Bucket, version: ObjectVersion, added: boolean, requestId: string): void =>
  emit(context, bucket, added ? 'Object Tags Added' : 'Object Tags Deleted', {
    object: { key: version.key, etag: version.etag, ...versionIdOf(version) },
    ...requestOf(context, requestId),
  });

const emit = (context: S3Context, bucket: Bucket, detailType: S3Event['detailType'], detail: Readonly<Record<string, unknown>>): void => {
  if (!bucket.definition.eventBridge) return;
  context.emitEvent({
    source: 'aws.s3',
    detailType,
    resources: [bucketArn(context, bucket.name)],
    detail: { version: '0', bucket: { name: bucket.name }, ...detail },
    time: `${new Date(context.clock.now()).toISOString().slice(0, 19)}Z`,
  });
};

const versionIdOf = (version: { readonly versionId: string }): Readonly<Record<string, string>> =>
  version.versionId === NULL_VERSION ? {} : { 'version-id': version.versionId };

/** Hexadecimal of one length, so that comparing as text tells the order. */
const sequencerOf = (id: number): string => id.toString(16).toUpperCase().padStart(18, '0');

const requestOf = (context: S3Context, requestId: string) => ({
  'request-id': requestId,
  requester: context.account.accountId,
  'source-ip-address': LOOPBACK,
});
