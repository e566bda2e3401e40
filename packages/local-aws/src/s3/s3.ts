import type { Account } from '../account.ts';
import type { Clock } from '../clock/clock.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import type { Store } from '../store/store.ts';
import type { BucketDefinition } from './bucket-definition.ts';
import { openBuckets } from './buckets.ts';
import { startLifecycleSweeper } from './lifecycle.ts';
import type { S3Event } from './object-events.ts';
import { openObjectTable } from './object-table.ts';
import type { S3Context } from './s3-context.ts';
import { s3Service } from './s3-service.ts';
import { storeObject } from './store-object.ts';
import { openUploadTable } from './upload-table.ts';

/** The local S3. */
export interface S3 {
  readonly service: AwsService;
  /** Makes the bucket or changes its settings; keeps its objects. */
  putBucket(definition: BucketDefinition): void;
  exists(bucket: string): boolean;
  /** The bytes of an object's current version; `undefined` when there is none. */
  read(bucket: string, key: string): Buffer | undefined;
  /** Puts an object for another service; atomic with the caller's `store.write`. Throws NoSuchBucket. */
  put(bucket: string, key: string, body: Buffer, contentType: string): void;
  /** Starts the lifecycle rules. Call when the buckets are there. */
  start(): void;
  stop(): void;
}

export interface S3Props {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  /** Takes an event for the default bus. Called inside the `store.write` of the change it tells: both are kept, or neither. */
  readonly emitEvent: (event: S3Event) => void;
}

export const openS3 = ({ store, clock, account, emitEvent }: S3Props): S3 => {
  const context: S3Context = {
    store,
    clock,
    account,
    emitEvent,
    buckets: openBuckets(store, clock),
    objects: openObjectTable(store, () => clock.now()),
    uploads: openUploadTable(store),
  };
  let stopLifecycle = (): void => undefined;
  return {
    service: s3Service(context),
    putBucket: (definition) => void context.buckets.put(definition),
    exists: (bucket) => context.buckets.find(bucket) !== undefined,
    read(bucket, key) {
      const version = context.objects.latest(bucket, key);
      return version === undefined || version.deleteMarker ? undefined : context.objects.read(version);
    },
    put: (bucket, key, body, contentType) => storeObject(context, bucket, key, body, contentType),
    start() {
      stopLifecycle = startLifecycleSweeper(context);
    },
    stop: () => stopLifecycle(),
  };
};
