import { createHash } from 'node:crypto';
import { targetInput } from '@plumbline/eventbridge';
import {
  afterFailure,
  EVENTS,
  type FailureReason,
  isTooOld,
  type JobOutcome,
  type Kernel,
  type Ports,
  type Sender,
  sendDeadLetter,
  type TargetCall,
  type TargetFailure,
  targetFailure,
} from '@plumbline/local-aws-kernel';
import type { EventBuses, Rule } from './event-buses.ts';
import type { Target } from './target.ts';

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

export interface DeliveriesProps extends Pick<Kernel, 'clock' | 'jobs' | 'iam' | 'faults' | 'observe' | 'random'> {
  readonly ports: Pick<Ports, 'callTarget' | 'callTargetNow' | 'needsRole'>;
  readonly buses: EventBuses;
}

const KIND = 'events.delivery';

/**
 * EventBridge's own queue: the first of the two delivery stages. Retries by the target's policy, then dead-letters. Call
 * `add` inside the write that accepts the event.
 */
export const openDeliveries = (
  props: DeliveriesProps,
): { add(rule: Rule, event: string, eventId: string, traceHeader: string | undefined): void } => {
  const { clock, jobs, buses, observe, ports } = props;

  jobs.handle<DeliveryJob>(KIND, async (job): Promise<JobOutcome<DeliveryJob>> => {
    const { eventId, attempt, acceptedMs } = job;
    const rule = buses.findRule(job.busName, job.ruleName);
    const target = rule?.targets.get(job.targetId);
    if (rule === undefined || target === undefined) {
      observe({
        kind: 'warning',
        message: `The target ${job.targetId} of the rule ${job.ruleName} no longer exists; event ${eventId} is not delivered to it.`,
      });
      return undefined;
    }
    const told = { kind: 'delivery', ruleName: rule.name, targetArn: target.arn, eventId } as const;
    const input = inputFor(rule, target, job.event, acceptedMs);
    if (input === undefined) {
      observe({ ...told, outcome: 'dropped', reason: NO_JSON });
      return undefined;
    }
    const call = callOf(props, rule, target, { eventId, input, traceHeader: job.traceHeader ?? undefined });
    const outcome = faultOf(props, rule) ?? ('call' in call ? await ports.callTarget(call.call) : call.refused);
    if (outcome.kind === 'taken') {
      observe({ ...told, outcome: 'delivered' });
      return undefined;
    }
    const postponed = outcome.kind === 'postponed';
    if (postponed && !isTooOld(target.retryPolicy, acceptedMs, outcome.untilMs)) return { retryAtMs: outcome.untilMs, payload: job };
    const failure = postponed ? RATE_TOO_LOW : outcome;
    const after = postponed
      ? ({ exhausted: 'MaximumEventAgeInSeconds' } as const)
      : afterFailure(target.retryPolicy, { ...outcome, attempt, acceptedMs, nowMs: clock.now(), jitter: props.random() });
    if (after.retryAtMs !== undefined) {
      observe({ ...told, outcome: 'retried', reason: failure.message });
      return { retryAtMs: after.retryAtMs, payload: { ...job, attempt: attempt + 1 } };
    }
    const code = codeOf(failure);
    const refusal = sendDeadLetter(ports, {
      queueArn: target.deadLetterQueueArn,
      sender: senderOf(rule),
      body: job.event,
      traceHeader: job.traceHeader ?? undefined,
      attributes: {
        RULE_ARN: rule.arn,
        TARGET_ARN: target.arn,
        ERROR_CODE: code,
        ERROR_MESSAGE: failure.message,
        RETRY_ATTEMPTS: String(attempt - 1),
        EXHAUSTED_RETRY_CONDITION: after.exhausted,
      },
    });
    const reason = `${code}: ${failure.message}`;
    if (refusal === undefined) observe({ ...told, outcome: 'deadLettered', reason });
    else observe({ ...told, outcome: 'dropped', reason: `${reason} (${refusal})` });
    return undefined;
  });

  const addOnce = (rule: Rule, event: string, eventId: string, traceHeader: string | undefined): void => {
    const nowMs = clock.now();
    for (const target of rule.targets.values()) {
      const input = inputFor(rule, target, event, nowMs);
      const lateMs = props.faults.delayMs({ kind: 'bus', name: rule.busName }) + props.faults.delayMs({ kind: 'rule', name: rule.name });
      const atOnce = input !== undefined && lateMs === 0 && faultOf(props, rule) === undefined;
      if (atOnce && takenAtOnce(rule, target, { eventId, input, traceHeader })) {
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

  /**
   * Delivers inside the write that accepts the event if the target is synchronous: there is nothing to wait for and no job to
   * keep. Other deliveries become jobs, with their retries.
   */
  const takenAtOnce = (rule: Rule, target: Target, delivered: Delivered): boolean => {
    // An event that cycles between buses must not cycle within one write.
    const call = isBus(target) ? undefined : callOf(props, rule, target, delivered);
    return call !== undefined && 'call' in call && ports.callTargetNow(call.call)?.kind === 'taken';
  };

  return {
    add(rule, event, eventId, traceHeader) {
      addOnce(rule, event, eventId, traceHeader);
      const twice = props.faults.strike('duplicate', { kind: 'bus', name: rule.busName });
      if (twice !== undefined) addOnce(rule, event, eventId, traceHeader);
    },
  };
};

interface Delivered {
  readonly eventId: string;
  /** The input of the target: the event's text, or the result of the target's input setting. */
  readonly input: string;
  readonly traceHeader: string | undefined;
}

const senderOf = (rule: Rule): Sender => ({ principal: EVENTS, sourceArn: rule.arn });

/** The call that delivers, or the reason why EventBridge can't use the target's role. */
const callOf = (
  { iam, ports }: DeliveriesProps,
  rule: Rule,
  target: Target,
  { eventId, input, traceHeader }: Delivered,
): { readonly call: TargetCall } | { readonly refused: TargetFailure } => {
  const { arn, roleArn, messageGroupId, http } = target;
  const call = { arn, input, traceHeader, messageGroupId, http, sender: senderOf(rule), name: nameFor(rule, target, eventId, input) };
  // Functions, queues and topics have policies of their own; between buses a role is required across accounts only, and must allow the call if it is given.
  if (!ports.needsRole(arn) && !(isBus(target) && roleArn !== undefined)) return { call };
  if (roleArn === undefined || !iam.trusts(roleArn, EVENTS, rule.arn)) {
    const why = `EventBridge may not assume the target's role ${roleArn ?? '(none)'} for the rule ${rule.arn}.`;
    return { refused: targetFailure('forbidden', 'AccessDeniedException', why) };
  }
  return { call: { ...call, sender: { ...call.sender, role: iam.principalOf(roleArn, 'EventBridge') } } };
};

const isBus = ({ arn }: Target): boolean => arn.split(':')[5]?.startsWith('event-bus/') === true;

/** Named after the event; executions also after target and input, so that a replay or another target starts its own. */
const nameFor = (rule: Rule, target: Target, eventId: string, input: string): string =>
  target.arn.includes(':stateMachine:')
    ? `${eventId}_${createHash('sha256').update(`${rule.arn} ${target.id} ${input}`).digest('hex').slice(0, 32)}`
    : eventId;

/** The outcome of an attempt that an injected fault strikes. */
const faultOf = ({ faults }: Pick<DeliveriesProps, 'faults'>, { name }: Rule): TargetFailure | undefined => {
  if (faults.strike('throttle', { kind: 'rule', name }) !== undefined)
    return targetFailure('throttled', 'ThrottlingException', 'Injected fault: Rate exceeded.');
  const failed = faults.strike('fail', { kind: 'rule', name });
  return failed === undefined ? undefined : targetFailure('failed', 'InternalException', 'Injected fault: the target failed.');
};

/** `ERROR_CODE` of a dead letter: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
const CODES: Readonly<Record<FailureReason, string | undefined>> = {
  missing: 'NO_RESOURCE',
  forbidden: 'NO_PERMISSIONS',
  throttled: 'THROTTLING',
  timeout: 'TIMEOUT',
  unreachable: 'CONNECTION_FAILURE',
  failed: 'ERROR_FROM_TARGET',
  rejected: undefined,
};

const codeOf = ({ reason, code }: TargetFailure): string => CODES[reason] ?? code;

/**
 * "If you set the invocation rate maximum to a value lower the rate necessary [...], some events may not be delivered within
 * the 24-hour retry window": https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeApiDestination.html
 * AWS does not document their error code.
 */
const RATE_TOO_LOW: TargetFailure = targetFailure(
  'throttled',
  'ThrottlingException',
  'The invocation rate of the API destination left no room for the event within its maximum age.',
);

const NO_JSON =
  'INVALID_JSON: with this event, the input template of the target does not produce JSON. AWS delivers nothing in this case and does not report it.';

const inputFor = (rule: Rule, target: Target, event: string, acceptedMs: number): string | undefined =>
  targetInput(target.input, event, { ruleArn: rule.arn, ruleName: rule.name, acceptedMs });
