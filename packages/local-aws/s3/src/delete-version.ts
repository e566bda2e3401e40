import type { Bucket } from './buckets.ts';
import type { Cause } from './cause.ts';
import { checkDelete, type DeleteConditions } from './conditions.ts';
import { emitDeleted } from './object-events.ts';
import type { ObjectVersion } from './object-table.ts';
import { putVersion } from './put-version.ts';
import type { S3Context } from './s3-context.ts';

/** The result of a deletion, in the form of the response. */
export interface Deletion {
  readonly versionId: string | undefined;
  /** Whether the deletion created or deleted a delete marker. */
  readonly deleteMarker: boolean;
}

/**
 * Deletes an object, if its conditions hold. Without a version id, a versioned bucket gets a delete marker; a missing object is not an error.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export const deleteVersion = (
  context: S3Context,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  conditions: DeleteConditions,
  cause: Cause,
): Deletion =>
  context.store.write(() => {
    checkDelete(conditions, versionId, key, context.objects.latest(bucket.name, key));
    if (versionId !== undefined) return deleteOne(context, bucket, context.objects.version(bucket.name, key, versionId), versionId, cause);
    if (bucket.versioning === undefined) {
      deleteOne(context, bucket, context.objects.latest(bucket.name, key), undefined, cause);
      return { versionId: undefined, deleteMarker: false };
    }
    const marker = putDeleteMarker(context, bucket, key);
    emitDeleted(context, bucket, marker, 'Delete Marker Created', cause);
    return { versionId: marker.versionId, deleteMarker: true };
  });

export const putDeleteMarker = (context: S3Context, bucket: Bucket, key: string): ObjectVersion =>
  putVersion(context, bucket, {
    key,
    size: 0,
    etag: '',
    parts: [],
    metadata: { headers: {}, tags: {}, checksum: undefined, multipart: false },
    deleteMarker: true,
  });

const deleteOne = (
  context: S3Context,
  bucket: Bucket,
  version: ObjectVersion | undefined,
  versionId: string | undefined,
  cause: Cause,
): Deletion => {
  if (version === undefined) return { versionId, deleteMarker: false };
  context.objects.remove(version);
  emitDeleted(context, bucket, { ...version, id: context.objects.nextId() }, 'Permanently Deleted', cause);
  return { versionId, deleteMarker: version.deleteMarker };
};
