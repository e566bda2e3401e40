import { AwsError, type Kernel, type Ports, S3, type TargetOutcome } from '@plumbline/local-aws-kernel';
import { type NotificationConfiguration, overlap } from './notification-configuration.ts';
import { notificationCall } from './notifications.ts';

export type DestinationPorts = Pick<Ports, 'callTargetNow' | 'functions'>;

/**
 * Rejects destinations that S3 could not notify, and sends a test event to the others, in the caller's write.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const checkDestinations = (
  context: Pick<Kernel, 'account' | 'clock'>,
  ports: DestinationPorts,
  bucketName: string,
  notifications: readonly NotificationConfiguration[],
  requestId: string,
): void => {
  const problems = notifications
    .map((one) => problemOf(context, ports, bucketName, one, requestId))
    .filter((problem) => problem !== undefined);
  if (problems.length === 0) return;
  const fields = Object.fromEntries(
    problems.flatMap(([name, value], index) => [
      [`ArgumentName${index + 1}`, name],
      [`ArgumentValue${index + 1}`, value],
    ]),
  );
  throw new AwsError('InvalidArgument', 'Unable to validate the following destination configurations', { fields });
};

/** Two configurations must not cover the same event of the same key. */
export const checkOverlaps = (notifications: readonly NotificationConfiguration[]): void => {
  const clash = notifications.some((one, index) => notifications.slice(index + 1).some((other) => overlap(one, other)));
  if (!clash) return;
  throw new AwsError(
    'InvalidArgument',
    'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  );
};

type Problem = readonly [name: string, value: string];

const problemOf = (
  context: Pick<Kernel, 'account' | 'clock'>,
  ports: DestinationPorts,
  bucketName: string,
  { kind, destinationArn: arn }: NotificationConfiguration,
  requestId: string,
): Problem | undefined => {
  const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: new Date(context.clock.now()).toISOString(), Bucket: bucketName };
  const call = notificationCall(context, bucketName, arn, JSON.stringify({ ...test, RequestId: requestId, HostId: 'local-aws' }));
  if (kind === 'function') {
    const may = ports.functions.exists(arn) && ports.functions.permits(arn, S3, call.sender.sourceArn);
    return may ? undefined : [`${arn}, null`, `Not authorized to invoke function [${arn}]`];
  }
  const outcome = ports.callTargetNow(call);
  return outcome?.kind === 'failed' ? [arn, reasonOf(kind, outcome)] : undefined;
};

const reasonOf = (kind: 'topic' | 'queue', { reason, message }: Extract<TargetOutcome, { kind: 'failed' }>): string => {
  if (reason === 'missing') return `The destination ${kind} does not exist`;
  if (reason === 'forbidden') return `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`;
  return message;
};
