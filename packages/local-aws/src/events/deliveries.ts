import { targetInput } from '@plumbline/eventbridge';
import { AwsError } from '../aws-error.ts';
import { backOffMs } from '../back-off.ts';
import type { Clock } from '../clock/clock.ts';
import type { Faults } from '../faults/faults.ts';
import type { Observer } from '../occurrence.ts';
import { attributeText } from '../sqs/attribute-text.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { JobOutcome, Jobs } from '../store/jobs.ts';
import type { EventBuses, Rule } from './event-buses.ts';
import type { Target } from './target.ts';
import { deliver, deliverAtOnce } from './targets/deliver.ts';
import { type DeliveryOutcome, type TargetServices, transient } from './targets/delivery.ts';
import { queueAccepts } from './targets/to-queue.ts';

interface DeliveryJob {
  readonly busName: string;
  readonly ruleName: string;
  readonly targetId: string;
  readonly event: string;
  readonly eventId: string;
  readonly traceHeader: string | null;
  readonly attempt: number;
  readonly acceptedMs: number;
}

export interface DeliveriesProps extends TargetServices {
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly buses: EventBuses;
  readonly observe: Observer;
  /** Between 0 and 1: the jitter. */
  readonly random: () => number;
}

const KIND = 'events.delivery';
/** Enough to know an answer by. */
const ATTRIBUTE_BYTES_MAX = 1_024;

/**
 * EventBridge's own queue: the first of the two delivery stages. Retries by the target's policy, then dead-letters. Call
 * `add` inside the write that accepts the event.
 */
export const openDeliveries = (
  props: DeliveriesProps,
): { add(rule: Rule, event: string, eventId: string, traceHeader: string | undefined): void } => {
  const { clock, jobs, buses, observe } = props;

  jobs.handle<DeliveryJob>(KIND, async (job): Promise<JobOutcome<DeliveryJob>> => {
    const { eventId, attempt, acceptedMs } = job;
    const rule = buses.findRule(job.busName, job.ruleName);
    const target = rule?.targets.get(job.targetId);
    if (rule === undefined || target === undefined) {
      observe({
        kind: 'warning',
        message: `The target ${job.targetId} of the rule ${job.ruleName} is gone; event ${eventId} is not delivered to it.`,
      });
      return undefined;
    }
    const told = { kind: 'delivery', ruleName: rule.name, targetArn: target.arn, eventId } as const;
    const input = inputFor(rule, target, job.event, acceptedMs);
    if (input === undefined) {
      observe({ ...told, outcome: 'dropped', reason: NO_JSON });
      return undefined;
    }
    const traceHeader = job.traceHeader ?? undefined;
    const delivery = { rule, target, eventId, input, traceHeader, nowMs: clock.now() };
    const outcome = faultOf(props.faults, rule) ?? (await deliver(delivery, props));
    const giveUp = (failure: Failure, exhausted: Exhaustion | undefined): undefined => {
      const refusal = deadLetter(props.sqs, rule, target, job, failure, exhausted);
      const reason = `${failure.code}: ${failure.message}`;
      if (refusal === undefined) observe({ ...told, outcome: 'deadLettered', reason });
      else observe({ ...told, outcome: 'dropped', reason: `${reason} (${refusal})` });
    };
    if (outcome.kind === 'postponed') {
      if (isTooOld(job, target, outcome.untilMs)) return giveUp(RATE_TOO_LOW, 'MaximumEventAgeInSeconds');
      return { retryAtMs: outcome.untilMs, payload: job };
    }
    if (outcome.kind === 'delivered') {
      observe({ ...told, outcome: 'delivered' });
      return undefined;
    }
    const retryAtMs = clock.now() + Math.max(backOffMs(attempt, props.random()), outcome.waitMs ?? 0);
    const exhausted = outcome.retryable ? exhaustion(job, target, retryAtMs) : undefined;
    if (outcome.retryable && exhausted === undefined) {
      observe({ ...told, outcome: 'retried', reason: outcome.message });
      return { retryAtMs, payload: { ...job, attempt: attempt + 1 } };
    }
    return giveUp(outcome, exhausted);
  });

  const addOnce = (rule: Rule, event: string, eventId: string, traceHeader: string | undefined): void => {
    const nowMs = clock.now();
    for (const target of rule.targets.values()) {
      const input = inputFor(rule, target, event, nowMs);
      const lateMs = props.faults.delayMs({ kind: 'bus', name: rule.busName }) + props.faults.delayMs({ kind: 'rule', name: rule.name });
      const atOnce = input !== undefined && lateMs === 0 && faultOf(props.faults, rule) === undefined;
      if (atOnce && deliverAtOnce({ rule, target, eventId, input, traceHeader, nowMs }, props)) {
        observe({ kind: 'delivery', ruleName: rule.name, targetArn: target.arn, eventId, outcome: 'delivered' });
        continue;
      }
      const job: DeliveryJob = {
        busName: rule.busName,
        ruleName: rule.name,
        targetId: target.id,
        event,
        eventId,
        traceHeader: traceHeader ?? null,
        attempt: 1,
        acceptedMs: nowMs,
      };
      jobs.add(KIND, job, nowMs + lateMs);
    }
  };

  return {
    add(rule, event, eventId, traceHeader) {
      addOnce(rule, event, eventId, traceHeader);
      const twice = props.faults.strike('duplicate', { kind: 'bus', name: rule.busName });
      if (twice !== undefined) addOnce(rule, event, eventId, traceHeader);
    },
  };
};

/** What a fault on demand makes of an attempt to deliver. */
const faultOf = (faults: Faults, { name }: Rule): DeliveryOutcome | undefined => {
  if (faults.strike('throttle', { kind: 'rule', name }) !== undefined) return transient('THROTTLING', 'A fault on demand: Rate exceeded.');
  const failed = faults.strike('fail', { kind: 'rule', name });
  return failed === undefined ? undefined : transient('ERROR_FROM_TARGET', 'A fault on demand: the target failed.');
};

type Failure = Pick<DeliveryOutcome & { readonly kind: 'failed' }, 'code' | 'message'>;
type Exhaustion = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/**
 * "If you set the invocation rate maximum to a value lower the rate necessary [...], some events may not be delivered within
 * the 24-hour retry window": https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeApiDestination.html
 * AWS does not say which code they have.
 */
const RATE_TOO_LOW: Failure = {
  code: 'THROTTLING',
  message: 'Within the age that the event may have, the invocation rate of the API destination left no room for it.',
};

const NO_JSON =
  'INVALID_JSON: with this event, the input template of the target comes to no JSON. AWS delivers nothing then, and tells nobody.';

const inputFor = (rule: Rule, target: Target, event: string, acceptedMs: number): string | undefined =>
  targetInput(target.input, event, { ruleArn: rule.arn, ruleName: rule.name, acceptedMs });

/** @returns why the target's dead-letter queue did not take it; nothing if it did. */
const deadLetter = (
  sqs: Sqs,
  rule: Rule,
  target: Target,
  job: DeliveryJob,
  outcome: Failure,
  exhausted: Exhaustion | undefined,
): string | undefined => {
  const queueArn = target.deadLetterQueueArn;
  if (queueArn === undefined) return 'the target has no dead-letter queue';
  if (!sqs.exists(queueArn)) return `the dead-letter queue ${queueArn} does not exist`;
  if (!queueAccepts(sqs, queueArn, rule.arn))
    return `the policy of the dead-letter queue ${queueArn} does not let EventBridge send for the rule ${rule.arn}`;
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: outcome.code,
    ERROR_MESSAGE: outcome.message,
    RETRY_ATTEMPTS: String(job.attempt - 1),
    ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
  try {
    sqs.send(queueArn, {
      body: job.event,
      messageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name,
          { DataType: 'String', StringValue: attributeText(value, ATTRIBUTE_BYTES_MAX) },
        ]),
      ),
      ...(job.traceHeader === null ? {} : { systemAttributes: { AWSTraceHeader: job.traceHeader } }),
    });
    return undefined;
  } catch (error) {
    // Such as an event so large that the attributes do not fit beside it.
    if (error instanceof AwsError) return `the dead-letter queue ${queueArn} did not take it: ${error.message}`;
    throw error;
  }
};

const exhaustion = (job: DeliveryJob, target: Target, retryAtMs: number): Exhaustion | undefined => {
  if (job.attempt > target.retryPolicy.attemptsMax) return 'MaximumRetryAttempts';
  return isTooOld(job, target, retryAtMs) ? 'MaximumEventAgeInSeconds' : undefined;
};

const isTooOld = ({ acceptedMs }: DeliveryJob, { retryPolicy }: Target, atMs: number): boolean =>
  atMs - acceptedMs > retryPolicy.eventAgeSecondsMax * 1_000;
