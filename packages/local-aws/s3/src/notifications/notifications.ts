import { randomUUID } from 'node:crypto';
import { afterFailure, type JobOutcome, type Kernel, type Ports, RETRY_DEFAULTS, S3, type TargetCall } from '@plumbline/local-aws-kernel';
import type { Bucket } from '../buckets.ts';
import type { Cause } from '../cause.ts';
import { eventRecord, type ObjectHappening } from './event-record.ts';
import { isTold } from './notification-configuration.ts';

export interface NotificationsProps extends Pick<Kernel, 'account' | 'clock' | 'jobs' | 'observe' | 'random'> {
  readonly ports: Pick<Ports, 'callTarget'>;
}

interface NotificationJob {
  readonly bucketName: string;
  readonly destinationArn: string;
  readonly messageId: string;
  readonly body: string;
  readonly traceHeader: string | null;
  readonly attempt: number;
  readonly acceptedMs: number;
}

const KIND = 's3.notification';
/** The subject of a notification to a topic. */
const SUBJECT = 'Amazon S3 Notification';

/** Notifies the destinations of a bucket of a change of an object. Call it inside the write of the change. */
export type Notify = (bucket: Bucket, happening: ObjectHappening, cause: Cause) => void;

/**
 * Delivers notifications as jobs. "Typically, event notifications are delivered in seconds": AWS does not document its retries;
 * here S3 retries as EventBridge does. A notification that a destination's own policy forbids is reported and not retried.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export const openNotifications = (props: NotificationsProps): Notify => {
  const { clock, jobs, observe, random } = props;

  jobs.handle<NotificationJob>(KIND, async (job): Promise<JobOutcome<NotificationJob>> => {
    const { bucketName, destinationArn, messageId, attempt, acceptedMs } = job;
    const told = { kind: 'notification', from: `bucket:${bucketName}`, targetArn: destinationArn, messageId } as const;
    const traceHeader = job.traceHeader ?? undefined;
    const outcome = await props.ports.callTarget(notificationCall(props, bucketName, destinationArn, job.body, traceHeader));
    if (outcome.kind !== 'failed') {
      observe({ ...told, outcome: 'delivered' });
      return undefined;
    }
    const after = afterFailure(RETRY_DEFAULTS, { ...outcome, attempt, acceptedMs, nowMs: clock.now(), jitter: random() });
    const reason = `${outcome.code}: ${outcome.message}`;
    observe({ ...told, outcome: after.retryAtMs === undefined ? 'dropped' : 'retried', reason });
    return after.retryAtMs === undefined ? undefined : { retryAtMs: after.retryAtMs, payload: { ...job, attempt: attempt + 1 } };
  });

  return (bucket, happening, cause) => {
    for (const configuration of bucket.definition.notifications ?? []) {
      const { id, destinationArn } = configuration;
      if (!isTold(configuration, happening.eventName, happening.key)) continue;
      const body = JSON.stringify({ Records: [eventRecord(props, bucket, id, happening, cause)] });
      const about = { bucketName: bucket.name, destinationArn, messageId: randomUUID(), traceHeader: cause.traceHeader ?? null };
      jobs.add<NotificationJob>(KIND, { ...about, body, attempt: 1, acceptedMs: clock.now() });
    }
  };
};

/** The call that sends a notification to its destination. */
export const notificationCall = (
  { account }: Pick<Kernel, 'account'>,
  bucketName: string,
  arn: string,
  input: string,
  traceHeader?: string,
): TargetCall => ({
  ...{ arn, input, traceHeader, subject: SUBJECT },
  sender: { principal: S3, sourceArn: `arn:${account.partition}:s3:::${bucketName}` },
});
