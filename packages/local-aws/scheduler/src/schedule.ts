import type { RetryPolicy } from '@plumbline/local-aws-kernel';

/** A schedule. Times in ms since 1970. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export interface ScheduleDefinition {
  readonly name: string;
  readonly groupName: string;
  readonly description?: string;
  /** `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` or `at(2026-12-24T18:00:00)`. */
  readonly expression: string;
  /** An IANA name. */
  readonly timeZone: string;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly enabled: boolean;
  /** The length of the flexible time window; without it, the target is invoked on time. */
  readonly windowMinutes?: number;
  /** Whether it is deleted after its last invocation. */
  readonly deletedAfterwards: boolean;
  readonly target: ScheduleTarget;
}

export interface ScheduleTarget {
  readonly arn: string;
  /** The role for calls to the target and the dead-letter queue. */
  readonly roleArn: string;
  /** @default AWS's notification of a scheduled event */
  readonly input?: string;
  /** Of event buses. */
  readonly event?: { readonly source: string; readonly detailType: string };
  /** Of FIFO queues. */
  readonly messageGroupId?: string;
  readonly deadLetterQueueArn?: string;
  readonly retryPolicy: RetryPolicy;
}

export interface ScheduleGroup {
  readonly name: string;
  readonly createdMs: number;
}

/** A schedule with its state. */
export interface Schedule {
  readonly arn: string;
  readonly definition: ScheduleDefinition;
  readonly createdMs: number;
  readonly modifiedMs: number;
  /** The start of its rate, unless it has a start date. */
  readonly anchorMs: number;
  /** Invocations up to this time have run, or are skipped. */
  readonly handledMs: number;
  /** The client token of the request that created it over the API. */
  readonly clientToken?: string;
}

export const DEFAULT_GROUP = 'default';

/** The name within the account. */
export const scheduleKey = ({ groupName, name }: Pick<ScheduleDefinition, 'groupName' | 'name'>): string => `${groupName}/${name}`;
