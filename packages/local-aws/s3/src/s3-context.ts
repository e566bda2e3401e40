import type { Account, AwsRequest, AwsResponse, Clock, Store } from '@plumbline/local-aws-kernel';
import type { Buckets } from './buckets.ts';
import type { DestinationPorts } from './notifications/check-destinations.ts';
import type { Notify } from './notifications/notifications.ts';
import type { ObjectTable } from './object-table.ts';
import type { S3Event } from './s3-event.ts';
import type { S3Path } from './s3-path.ts';
import type { UploadTable } from './upload-table.ts';

/** The context of every operation of S3. */
export interface S3Context {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly buckets: Buckets;
  readonly objects: ObjectTable;
  readonly uploads: UploadTable;
  /** Called inside the `store.write` of the change. */
  readonly emitEvent: (event: S3Event) => void;
  /** Notifies the bucket's own destinations. Called inside the `store.write` of the change. */
  readonly notify: Notify;
  readonly destinations: DestinationPorts;
}

/** A request with its bucket and key. */
export interface S3Request extends AwsRequest, S3Path {}

/** One API operation of S3. */
export type S3Operation = (context: S3Context, request: S3Request) => AwsResponse;
