import type { Account } from '../account.ts';
import { backOffMs } from '../back-off.ts';
import type { Clock } from '../clock/clock.ts';
import type { Faults } from '../faults/faults.ts';
import type { Principal } from '../iam/principal.ts';
import { SCHEDULER } from '../iam/service-principal.ts';
import type { Observer } from '../occurrence.ts';
import { seededRandom } from '../seeded-random.ts';
import type { JobOutcome, Jobs } from '../store/jobs.ts';
import { type CallFailure, callTarget, type TargetServices } from './call-target.ts';
import { type Exhaustion, sendDeadLetter } from './dead-letter.ts';
import { executionIdOf, type Invocation, inputOf } from './input.ts';
import { type Schedule, scheduleKey } from './schedule.ts';
import type { Schedules } from './schedules.ts';
import { timetableOf } from './timetable.ts';

export interface InvocationsProps extends TargetServices {
  readonly account: Account;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly faults: Faults;
  readonly observe: Observer;
  /** Between 0 and 1: the jitter of retries. */
  readonly random: () => number;
  readonly schedules: Schedules;
}

const KIND = 'scheduler.invocation';

/**
 * Invokes targets, each time until the schedule's retry policy is exhausted, and then dead-letters. An invocation is a job: it
 * goes on after a restart, with the target that the schedule has then. Call `add` inside the write that notes it.
 */
export const openInvocations = (props: InvocationsProps): { add(schedule: Schedule, scheduledMs: number): void } => {
  const { clock, jobs, schedules, observe, account } = props;

  jobs.handle<Invocation>(KIND, async (invocation): Promise<JobOutcome<Invocation>> => {
    const schedule = schedules.find(invocation.key);
    if (schedule === undefined) {
      observe({ kind: 'warning', message: `The schedule ${invocation.key} is gone; its target is not invoked.` });
      return undefined;
    }
    const outcome = await attempt(schedule, invocation);
    // What has completed is looked up again: it may have been changed or deleted meanwhile.
    if (outcome === undefined) complete(invocation);
    return outcome;
  });

  const attempt = async (schedule: Schedule, invocation: Invocation): Promise<JobOutcome<Invocation>> => {
    const { target } = schedule.definition;
    const told = { kind: 'schedule', scheduleName: invocation.key, targetArn: target.arn, executionId: invocation.executionId } as const;
    const input = inputOf(schedule, invocation, account);
    const role = roleOf(schedule);
    const failure = await failureOf(schedule, role, input, invocation);
    if (failure === undefined) {
      observe({ ...told, outcome: 'delivered' });
      return undefined;
    }
    const retryAtMs = clock.now() + backOffMs(invocation.attempt, props.random());
    const exhausted = failure.retryable ? exhaustion(schedule, invocation, retryAtMs) : undefined;
    const reason = `${failure.code}: ${failure.message}`;
    if (failure.retryable && exhausted === undefined) {
      observe({ ...told, outcome: 'retried', reason });
      return { retryAtMs, payload: { ...invocation, attempt: invocation.attempt + 1 } };
    }
    const refusal = await sendDeadLetter(props, { schedule, invocation, role, input, failure, exhausted });
    if (refusal === undefined) observe({ ...told, outcome: 'deadLettered', reason });
    else observe({ ...told, outcome: 'dropped', reason: `${reason} (${refusal})` });
    return undefined;
  };

  const failureOf = async (
    schedule: Schedule,
    role: Principal | undefined,
    input: string,
    invocation: Invocation,
  ): Promise<CallFailure | undefined> => {
    const { target } = schedule.definition;
    const fault = faultOf(props.faults, invocation);
    if (fault !== undefined) return fault;
    if (role !== undefined) return callTarget(props, role, target, input, invocation);
    const message = `EventBridge Scheduler may not assume the role ${target.roleArn} for the schedule ${schedule.arn}.`;
    return { code: 'AccessDeniedException', message, retryable: false };
  };

  /** The value of `aws:SourceArn` is the group's ARN, never the schedule's: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
  const roleOf = ({ definition }: Schedule): Principal | undefined => {
    const { roleArn } = definition.target;
    const trusted = props.iam.trusts(roleArn, SCHEDULER, schedules.groups.arn(definition.groupName));
    return trusted ? props.iam.principalOf(roleArn, 'EventBridgeScheduler') : undefined;
  };

  /** `ActionAfterCompletion`: "the schedule completes invoking the target". */
  const complete = ({ key, scheduledMs }: Invocation): void => {
    const schedule = schedules.find(key);
    if (schedule === undefined || !schedule.definition.deletedAfterwards || schedule.handledMs !== scheduledMs) return;
    if (timetableOf(schedule.definition, schedule.anchorMs).next(scheduledMs) === undefined) schedules.remove(key);
  };

  return {
    add(schedule, scheduledMs) {
      const executionId = executionIdOf(schedule.arn, scheduledMs);
      const invocation = { key: scheduleKey(schedule.definition), scheduledMs, executionId, attempt: 1, acceptedMs: clock.now() };
      const lateMs = withinWindow(schedule, executionId) + props.faults.delayMs({ kind: 'schedule', name: schedule.definition.name });
      jobs.add<Invocation>(KIND, invocation, clock.now() + lateMs);
    },
  };
};

/** Any time within the flexible time window: for the same invocation always the same. */
const withinWindow = ({ definition: { windowMinutes = 0 } }: Schedule, executionId: string): number =>
  Math.floor(seededRandom(Number.parseInt(executionId.slice(0, 8), 16))() * windowMinutes * 60_000);

/** What a fault on demand makes of an attempt. */
const faultOf = (faults: Faults, { key }: Invocation): CallFailure | undefined => {
  const subject = { kind: 'schedule', name: key.split('/')[1] ?? key } as const;
  if (faults.strike('throttle', subject) !== undefined)
    return { code: 'ThrottlingException', message: 'A fault on demand: Rate exceeded.', retryable: true };
  if (faults.strike('fail', subject) === undefined) return undefined;
  return { code: 'InternalServerException', message: 'A fault on demand: the target failed.', retryable: true };
};

const exhaustion = ({ definition }: Schedule, { attempt, acceptedMs }: Invocation, retryAtMs: number): Exhaustion | undefined => {
  const { attemptsMax, eventAgeSecondsMax } = definition.target.retryPolicy;
  if (attempt > attemptsMax) return 'MaximumRetryAttempts';
  return retryAtMs - acceptedMs > eventAgeSecondsMax * 1_000 ? 'MaximumEventAgeInSeconds' : undefined;
};
