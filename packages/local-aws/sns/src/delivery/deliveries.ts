import type { JobOutcome, TargetFailure, TargetOutcome } from '@plumbline/local-aws-kernel';
import type { Message } from '../message.ts';
import type { SnsContext } from '../sns-context.ts';
import { isHttp, type Subscription } from '../subscription.ts';
import type { Topic } from '../topic.ts';
import { phasesOf } from './delivery-policy.ts';
import { callEndpoint, type Delivery, sendToDeadLetterQueue } from './endpoint-call.ts';
import { openFifoBacklog } from './fifo-backlog.ts';
import { MANAGED_ENDPOINTS, type RetryPhases, retryWaitMs } from './retry-phases.ts';
import { effectiveDeliveryPolicy } from './subscription-delivery-policy.ts';
import { openThrottle } from './throttle.ts';

interface DeliveryJob {
  readonly subscriptionArn: string;
  /** For a FIFO topic, the first message that waits in its group. */
  readonly message: Message;
  /** From 1. */
  readonly attempt: number;
}

const KIND = 'sns.delivery';

/**
 * Delivers messages to endpoints, each until its delivery policy is exhausted, and then to the dead-letter queue. A message that is not
 * accepted immediately becomes a job, and resumes after a restart. Call `add` inside the write that accepts the message.
 */
export const openDeliveries = (context: SnsContext): { add(subscription: Subscription, message: Message, lateMs: number): void } => {
  const { jobs, clock, store } = context;
  const backlog = openFifoBacklog(store);
  const throttle = openThrottle(clock);

  jobs.handle<DeliveryJob>(KIND, async (job): Promise<JobOutcome<DeliveryJob>> => {
    const delivery = deliveryOf(context, job);
    if (delivery === undefined) return next(job);
    const freeAtMs = throttle(delivery);
    if (freeAtMs > clock.now()) return { retryAtMs: freeAtMs, payload: job };
    return settled(context, job, delivery, await callEndpoint(context, delivery)) ?? next(job);
  });

  /** The next message of the same group, after one that was delivered or abandoned. */
  const next = ({ subscriptionArn, message }: DeliveryJob): JobOutcome<DeliveryJob> => {
    const waiting = message.sequenceNumber === undefined ? undefined : backlog.next(subscriptionArn, message.groupId);
    return waiting === undefined ? undefined : { retryAtMs: clock.now(), payload: { subscriptionArn, message: waiting, attempt: 1 } };
  };

  return {
    add(subscription, message, lateMs) {
      const job = { subscriptionArn: subscription.arn, message, attempt: 1 };
      if (isHttp(subscription) || lateMs > 0) return jobs.add<DeliveryJob>(KIND, job, clock.now() + lateMs);
      // "Strict message ordering" within a group: no message may overtake one that is being retried.
      const inOrder = message.sequenceNumber !== undefined;
      if (inOrder && backlog.holds(subscription.arn, message)) return;
      const delivery = deliveryOf(context, job);
      const outcome = delivery && callEndpoint(context, delivery);
      if (delivery === undefined || outcome === undefined || outcome instanceof Promise) return jobs.add<DeliveryJob>(KIND, job);
      const again = settled(context, job, delivery, outcome);
      if (again === undefined) return;
      if (inOrder) backlog.block(subscription.arn, message);
      jobs.add<DeliveryJob>(KIND, again.payload, again.retryAtMs);
    },
  };
};

const deliveryOf = ({ topics, subscriptions, observe }: SnsContext, { subscriptionArn, message }: DeliveryJob): Delivery | undefined => {
  const subscription = subscriptions.find(subscriptionArn);
  const topic = topics.find(message.topicArn);
  if (subscription !== undefined && topic !== undefined) return { topic, subscription, message };
  observe({
    kind: 'warning',
    message: `The subscription ${subscriptionArn} no longer exists; the message ${message.id} is not delivered to it.`,
  });
  return undefined;
};

/** Reports the outcome of an attempt. @returns the time of the next one, if any. */
const settled = (context: SnsContext, job: DeliveryJob, delivery: Delivery, outcome: TargetOutcome): JobOutcome<DeliveryJob> => {
  const { observe } = context;
  const { topic, subscription, message } = delivery;
  const told = { kind: 'notification', from: `topic:${topic.name}`, targetArn: subscription.endpoint, messageId: message.id } as const;
  if (outcome.kind === 'postponed') return { retryAtMs: outcome.untilMs, payload: job };
  if (outcome.kind === 'taken') {
    observe({ ...told, outcome: 'delivered' });
    return undefined;
  }
  const reason = `${outcome.code}: ${outcome.message}`;
  const waitMs = waitAfter(delivery, outcome, job.attempt);
  if (waitMs !== undefined) {
    observe({ ...told, outcome: 'retried', reason });
    const jittered = Math.round(waitMs * (0.5 + context.random() / 2));
    return { retryAtMs: context.clock.now() + jittered, payload: { ...job, attempt: job.attempt + 1 } };
  }
  const refusal = sendToDeadLetterQueue(context, delivery);
  if (refusal === undefined) observe({ ...told, outcome: 'deadLettered', reason });
  else observe({ ...told, outcome: 'dropped', reason: `${reason} (${refusal})` });
  return undefined;
};

/** "SNS does not retry the message delivery that fails as a result of a client-side error." */
const waitAfter = ({ topic, subscription }: Delivery, { retryable }: TargetFailure, attempt: number): number | undefined =>
  retryable ? retryWaitMs(retryPhasesOf(topic, subscription), attempt) : undefined;

const retryPhasesOf = (topic: Topic, subscription: Subscription): RetryPhases =>
  isHttp(subscription) ? phasesOf(effectiveDeliveryPolicy(topic, subscription).healthyRetryPolicy) : MANAGED_ENDPOINTS;
