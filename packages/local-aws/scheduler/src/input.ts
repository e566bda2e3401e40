import { createHash } from 'node:crypto';
import type { Account } from '@plumbline/local-aws-kernel';
import type { Schedule } from './schedule.ts';

/** One invocation of a schedule's target, with one or more attempts. */
export interface Invocation {
  /** The schedule's group and name. */
  readonly key: string;
  readonly scheduledMs: number;
  readonly executionId: string;
  /** From 1. */
  readonly attempt: number;
  readonly acceptedMs: number;
}

/** `YYYY-MM-DDThh:mm:ssZ` */
export const scheduledTime = ({ scheduledMs }: Pick<Invocation, 'scheduledMs'>): string =>
  `${new Date(scheduledMs).toISOString().slice(0, 19)}Z`;

/** The same for the same invocation, also after a restart. AWS's are of this form, such as `d32c5kddcf5bb8c3`. */
export const executionIdOf = (arn: string, scheduledMs: number): string =>
  createHash('sha256').update(`${arn} ${scheduledMs}`).digest('hex').slice(0, 16);

/**
 * The input of the target, with its context attributes filled in.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export const inputOf = ({ arn, definition }: Schedule, invocation: Invocation, account: Account): string => {
  const { input } = definition.target;
  if (input === undefined) return notification(arn, invocation, account);
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', scheduledTime(invocation))
    .replaceAll('<aws.scheduler.execution-id>', invocation.executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(invocation.attempt));
};

/** "If you do not specify anything for this field, EventBridge Scheduler delivers a default notification": its `detail` is a string. */
const notification = (arn: string, invocation: Invocation, { accountId, region }: Account): string =>
  JSON.stringify({
    version: '0',
    id: idOf(invocation),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: accountId,
    time: scheduledTime(invocation),
    region,
    resources: [arn],
    detail: '{}',
  });

/** A UUID derived from the execution's id, so that a retry has the same one. */
const idOf = ({ executionId }: Invocation): string => {
  const hex = createHash('sha256').update(executionId).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
