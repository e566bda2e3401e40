import {
  afterFailure,
  type JobOutcome,
  type Kernel,
  type Ports,
  type Principal,
  SCHEDULER,
  type Sender,
  seededRandom,
  type TargetFailure,
  type TargetOutcome,
  targetFailure,
} from '@plumbline/local-aws-kernel';
import { sendToDeadLetterQueue } from './dead-letter.ts';
import { executionIdOf, type Invocation, inputOf } from './input.ts';
import { type Schedule, scheduleKey } from './schedule.ts';
import type { Schedules } from './schedules.ts';
import { timetableOf } from './timetable.ts';

export interface InvocationsProps extends Pick<Kernel, 'account' | 'clock' | 'jobs' | 'iam' | 'faults' | 'observe' | 'random'> {
  readonly ports: Pick<Ports, 'callTarget' | 'callTargetNow'>;
  readonly schedules: Schedules;
}

const KIND = 'scheduler.invocation';

/**
 * Invokes targets, each until the schedule's retry policy is exhausted, and then dead-letters the input. An invocation is a job: it
 * resumes after a restart, with the schedule's current target. Call `add` inside the write that records it.
 */
export const openInvocations = (props: InvocationsProps): { add(schedule: Schedule, scheduledMs: number): void } => {
  const { clock, jobs, schedules, observe, account } = props;

  jobs.handle<Invocation>(KIND, async (invocation): Promise<JobOutcome<Invocation>> => {
    const schedule = schedules.find(invocation.key);
    if (schedule === undefined) {
      observe({ kind: 'warning', message: `The schedule ${invocation.key} no longer exists; its target is not invoked.` });
      return undefined;
    }
    const outcome = await attempt(schedule, invocation);
    // The completed schedule is looked up again, because it may have been changed or deleted meanwhile.
    if (outcome === undefined) complete(invocation);
    return outcome;
  });

  const attempt = async (schedule: Schedule, invocation: Invocation): Promise<JobOutcome<Invocation>> => {
    const { target } = schedule.definition;
    const told = { kind: 'schedule', scheduleName: invocation.key, targetArn: target.arn, executionId: invocation.executionId } as const;
    const input = inputOf(schedule, invocation, account);
    const role = roleOf(schedule);
    const outcome = await outcomeOf(schedule, role, input, invocation);
    if (outcome.kind !== 'failed') {
      observe({ ...told, outcome: 'delivered' });
      return undefined;
    }
    const { attempt, acceptedMs } = invocation;
    const after = afterFailure(target.retryPolicy, { ...outcome, attempt, acceptedMs, nowMs: clock.now(), jitter: props.random() });
    const reason = `${outcome.code}: ${outcome.message}`;
    if (after.retryAtMs !== undefined) {
      observe({ ...told, outcome: 'retried', reason });
      return { retryAtMs: after.retryAtMs, payload: { ...invocation, attempt: attempt + 1 } };
    }
    const letter = { schedule, invocation, sender: senderOf(schedule, role), input, failure: outcome, exhausted: after.exhausted };
    const refusal = role === undefined ? 'the role cannot be assumed' : sendToDeadLetterQueue(props.ports, letter);
    if (refusal === undefined) observe({ ...told, outcome: 'deadLettered', reason });
    else observe({ ...told, outcome: 'dropped', reason: `${reason} (${refusal})` });
    return undefined;
  };

  const outcomeOf = async (
    schedule: Schedule,
    role: Principal | undefined,
    input: string,
    invocation: Invocation,
  ): Promise<TargetOutcome> => {
    const { arn, event, messageGroupId, roleArn } = schedule.definition.target;
    const fault = faultOf(props.faults, invocation);
    if (fault !== undefined) return fault;
    if (role === undefined) {
      const message = `EventBridge Scheduler may not assume the role ${roleArn} for the schedule ${schedule.arn}.`;
      return targetFailure('forbidden', 'AccessDeniedException', message);
    }
    // With this name, an attempt that is repeated after a crash starts no second execution.
    return props.ports.callTarget({ arn, input, event, messageGroupId, sender: senderOf(schedule, role), name: invocation.executionId });
  };

  const groupArn = ({ definition }: Schedule): string => schedules.groups.arn(definition.groupName);
  const senderOf = (schedule: Schedule, role: Principal | undefined): Sender => ({
    principal: SCHEDULER,
    sourceArn: groupArn(schedule),
    role,
  });

  /** The value of `aws:SourceArn` is the group's ARN, never the schedule's: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
  const roleOf = (schedule: Schedule): Principal | undefined => {
    const { roleArn } = schedule.definition.target;
    const trusted = props.iam.trusts(roleArn, SCHEDULER, groupArn(schedule));
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

/** A time within the flexible time window, always the same for the same invocation. */
const withinWindow = ({ definition: { windowMinutes = 0 } }: Schedule, executionId: string): number =>
  Math.floor(seededRandom(Number.parseInt(executionId.slice(0, 8), 16))() * windowMinutes * 60_000);

/** The outcome of an attempt that an injected fault strikes. */
const faultOf = (faults: Kernel['faults'], { key }: Invocation): TargetFailure | undefined => {
  const subject = { kind: 'schedule', name: key.split('/')[1] ?? key } as const;
  if (faults.strike('throttle', subject) !== undefined)
    return targetFailure('throttled', 'ThrottlingException', 'Injected fault: Rate exceeded.');
  if (faults.strike('fail', subject) === undefined) return undefined;
  return targetFailure('failed', 'InternalServerException', 'Injected fault: the target failed.');
};
