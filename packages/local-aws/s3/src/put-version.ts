import type { Bucket } from './buckets.ts';
import type { Cause } from './cause.ts';
import { type CreatedReason, emitCreated } from './object-events.ts';
import { NULL_VERSION, type ObjectMetadata, type ObjectVersion, type StoredPart } from './object-table.ts';
import type { S3Context } from './s3-context.ts';

export interface NewVersion {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly parts: readonly StoredPart[];
  readonly metadata: ObjectMetadata;
  readonly deleteMarker?: boolean;
}

/** Makes a version current: it joins the earlier versions if the bucket is versioned, and otherwise replaces the null version. */
export const putVersion = (context: S3Context, bucket: Bucket, version: NewVersion): ObjectVersion => {
  const { objects } = context;
  const versionId = bucket.versioning === 'Enabled' ? objects.newVersionId() : NULL_VERSION;
  const replaced = versionId === NULL_VERSION ? objects.version(bucket.name, version.key, NULL_VERSION) : undefined;
  if (replaced !== undefined) objects.remove(replaced);
  const before = objects.latest(bucket.name, version.key);
  if (before !== undefined) objects.setLatest(before.id, false);
  const stored: ObjectVersion = {
    deleteMarker: false,
    ...version,
    id: objects.nextId(),
    bucket: bucket.name,
    versionId,
    latest: true,
    modifiedAtMs: context.clock.now(),
  };
  objects.insert(stored);
  return stored;
};

/** Puts a version and reports it, in the caller's write. */
export const createVersion = (
  context: S3Context,
  bucket: Bucket,
  version: NewVersion,
  reason: CreatedReason,
  cause: Cause,
): ObjectVersion => {
  const stored = putVersion(context, bucket, version);
  emitCreated(context, bucket, stored, reason, cause);
  return stored;
};
