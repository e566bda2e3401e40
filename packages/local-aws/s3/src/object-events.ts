import { bucketArn } from './access.ts';
import type { Bucket } from './buckets.ts';
import { type Cause, requesterOf } from './cause.ts';
import type { ObjectVersion } from './object-table.ts';
import { NULL_VERSION } from './object-table.ts';
import type { S3Context } from './s3-context.ts';
import type { S3Event } from './s3-event.ts';

export type CreatedReason = 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload';
export type DeletionType = 'Permanently Deleted' | 'Delete Marker Created';

/** The names of object changes in notifications. */
const CREATED: Readonly<Record<CreatedReason, string>> = {
  PutObject: 'Put',
  CopyObject: 'Copy',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
};
const DELETED: Readonly<Record<DeletionType, string>> = {
  'Permanently Deleted': 'Delete',
  'Delete Marker Created': 'DeleteMarkerCreated',
};
/** The ETag of an empty body. */
const EMPTY_ETAG = 'd41d8cd98f00b204e9800998ecf8427e';

/**
 * Reports that a version has been written. Call it inside the same write.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const emitCreated = (context: S3Context, bucket: Bucket, version: ObjectVersion, reason: CreatedReason, cause: Cause): void => {
  const { key, size, etag } = version;
  const sequencer = sequencerOf(version.id);
  emit(context, bucket, 'Object Created', {
    object: { key, size, etag, ...versionIdOf(version), sequencer },
    ...requestOf(context, cause),
    reason,
  });
  const eventName = `ObjectCreated:${CREATED[reason]}`;
  context.notify(bucket, { eventName, key, size, eTag: etag, ...notifiedVersion(version), sequencer }, cause);
};

/** The deleted version, or the new delete marker; its number gives the order. */
interface Deleted {
  readonly id: number;
  readonly key: string;
  readonly versionId: string;
}

/** Reports that a version, or the object, has been deleted: by a request or by the lifecycle sweeper. */
export const emitDeleted = (context: S3Context, bucket: Bucket, version: Deleted, deletionType: DeletionType, cause: Cause): void => {
  const { key } = version;
  const sequencer = sequencerOf(version.id);
  emit(context, bucket, 'Object Deleted', {
    object: { key, ...versionIdOf(version), sequencer },
    ...requestOf(context, cause),
    reason: cause.byLifecycle === true ? 'Lifecycle Expiration' : 'DeleteObject',
    'deletion-type': deletionType,
  });
  const eventName = `${cause.byLifecycle === true ? 'LifecycleExpiration' : 'ObjectRemoved'}:${DELETED[deletionType]}`;
  const marker = deletionType === 'Delete Marker Created' ? { eTag: EMPTY_ETAG } : {};
  context.notify(bucket, { eventName, key, ...marker, ...notifiedVersion(version), sequencer }, cause);
};

export const emitTagged = (context: S3Context, bucket: Bucket, version: ObjectVersion, added: boolean, cause: Cause): void => {
  const { key, etag } = version;
  emit(context, bucket, added ? 'Object Tags Added' : 'Object Tags Deleted', {
    object: { key, etag, ...versionIdOf(version) },
    ...requestOf(context, cause),
  });
  const eventName = `ObjectTagging:${added ? 'Put' : 'Delete'}`;
  context.notify(bucket, { eventName, key, eTag: etag, ...notifiedVersion(version) }, cause);
};

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

const versionIdOf = ({ versionId }: { readonly versionId: string }): Readonly<Record<string, string>> =>
  versionId === NULL_VERSION ? {} : { 'version-id': versionId };

const notifiedVersion = ({ versionId }: { readonly versionId: string }): { readonly versionId?: string } =>
  versionId === NULL_VERSION ? {} : { versionId };

/** Hexadecimal of fixed length, so that comparing strings gives the order. */
const sequencerOf = (id: number): string => id.toString(16).toUpperCase().padStart(18, '0');

const requestOf = (context: S3Context, cause: Cause) => {
  const { requester, address } = requesterOf(context.account, cause);
  return { 'request-id': cause.requestId, requester, ...(address === undefined ? {} : { 'source-ip-address': address }) };
};
