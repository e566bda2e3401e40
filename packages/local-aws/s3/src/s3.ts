import type { AwsService, Kernel, Offers, Ports } from '@plumbline/local-aws-kernel';
import type { BucketDefinition } from './bucket-definition.ts';
import { bucketTarget } from './bucket-target.ts';
import { openBuckets } from './buckets.ts';
import { startLifecycleSweeper } from './lifecycle.ts';
import { openNotifications } from './notifications/notifications.ts';
import { openObjectTable } from './object-table.ts';
import type { S3Context } from './s3-context.ts';
import { s3Service } from './s3-service.ts';
import { openUploadTable } from './upload-table.ts';

/** The local S3. */
export interface S3 {
  readonly service: AwsService;
  readonly offers: Offers;
  /** Creates the bucket or changes its settings; keeps its objects. */
  putBucket(definition: BucketDefinition): void;
  exists(bucket: string): boolean;
  /** The bytes of an object's current version; `undefined` if it does not exist. */
  read(bucket: string, key: string): Buffer | undefined;
  /** Starts the lifecycle rules. Call it when the buckets exist. */
  start(): void;
  stop(): void;
}

export type S3Props = Pick<Kernel, 'store' | 'clock' | 'account' | 'jobs' | 'observe' | 'random'>;
export type S3Ports = Pick<Ports, 'emit' | 'callTarget' | 'callTargetNow' | 'functions'>;

export const openS3 = (props: S3Props, ports: S3Ports): S3 => {
  const { store, clock, account } = props;
  const context: S3Context = {
    store,
    clock,
    account,
    emitEvent: ports.emit,
    notify: openNotifications({ ...props, ports }),
    destinations: ports,
    buckets: openBuckets(store, clock),
    objects: openObjectTable(store, () => clock.now()),
    uploads: openUploadTable(store),
  };
  let stopLifecycle = (): void => undefined;
  return {
    service: s3Service(context),
    offers: { target: bucketTarget(context) },
    putBucket: (definition) => void context.buckets.put(definition),
    exists: (bucket) => context.buckets.find(bucket) !== undefined,
    read(bucket, key) {
      const version = context.objects.latest(bucket, key);
      return version === undefined || version.deleteMarker ? undefined : context.objects.read(version);
    },
    start() {
      stopLifecycle = startLifecycleSweeper(context);
    },
    stop: () => stopLifecycle(),
  };
};
