import { randomUUID } from 'node:crypto';
import { abortUpload } from './abort-multipart-upload.ts';
import type { LifecycleRule } from './bucket-definition.ts';
import type { Bucket } from './buckets.ts';
import type { Cause } from './cause.ts';
import { putDeleteMarker } from './delete-version.ts';
import { emitDeleted } from './object-events.ts';
import type { ObjectVersion } from './object-table.ts';
import type { S3Context } from './s3-context.ts';

const DAY_MS = 86_400_000;

/**
 * Applies the lifecycle rules at the start and at every midnight UTC. Returns a function that stops it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export const startLifecycleSweeper = (context: S3Context): (() => void) => {
  let cancel = (): void => undefined;
  const sweep = (): void => {
    for (const bucket of context.buckets.all()) for (const rule of bucket.definition.lifecycle ?? []) applyRule(context, bucket, rule);
    cancel = context.clock.at((Math.floor(context.clock.now() / DAY_MS) + 1) * DAY_MS, sweep);
  };
  sweep();
  return () => cancel();
};

const applyRule = (context: S3Context, bucket: Bucket, rule: LifecycleRule): void => {
  const prefix = rule.prefix ?? '';
  if (rule.abortMultipartDays !== undefined) {
    for (const upload of context.uploads.of(bucket.name)) {
      if (upload.key.startsWith(prefix) && isDue(context, upload.startedAtMs, rule.abortMultipartDays)) abortUpload(context, upload);
    }
  }
  if (rule.expirationDays === undefined && rule.noncurrentExpirationDays === undefined) return;
  let newer: ObjectVersion | undefined;
  // A version became noncurrent when the next newer version of its key was created.
  for (const version of allVersions(context, bucket, prefix)) {
    const supersededAtMs = newer?.key === version.key ? newer.modifiedAtMs : undefined;
    newer = version;
    if (version.latest) expireCurrent(context, bucket, rule, version);
    else if (
      rule.noncurrentExpirationDays !== undefined &&
      isDue(context, supersededAtMs ?? version.modifiedAtMs, rule.noncurrentExpirationDays)
    ) {
      removeForGood(context, bucket, version);
    }
  }
};

const expireCurrent = (context: S3Context, bucket: Bucket, rule: LifecycleRule, version: ObjectVersion): void => {
  if (rule.expirationDays === undefined || version.deleteMarker || !isDue(context, version.modifiedAtMs, rule.expirationDays)) return;
  if (bucket.versioning === undefined) {
    removeForGood(context, bucket, version);
    return;
  }
  context.store.write(() => {
    const marker = putDeleteMarker(context, bucket, version.key);
    emitDeleted(context, bucket, marker, 'Delete Marker Created', byLifecycle());
  });
};

const byLifecycle = (): Cause => ({ requestId: randomUUID(), byLifecycle: true });

const removeForGood = (context: S3Context, bucket: Bucket, version: ObjectVersion): void =>
  context.store.write(() => {
    context.objects.remove(version);
    const { key, versionId } = version;
    emitDeleted(context, bucket, { id: context.objects.nextId(), key, versionId }, 'Permanently Deleted', byLifecycle());
  });

/** The first midnight UTC after the given number of days. */
const isDue = (context: S3Context, sinceMs: number, days: number): boolean =>
  Math.ceil((sinceMs + days * DAY_MS) / DAY_MS) * DAY_MS <= context.clock.now();

const ROWS = 500;

function* allVersions(context: S3Context, bucket: Bucket, prefix: string): Generator<ObjectVersion> {
  let from = { key: prefix, beforeId: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const rows = context.objects.versions(bucket.name, from.key, from.beforeId, ROWS);
    for (const version of rows) {
      if (!version.key.startsWith(prefix)) return;
      yield version;
      from = { key: version.key, beforeId: version.id };
    }
    if (rows.length < ROWS) return;
  }
}
