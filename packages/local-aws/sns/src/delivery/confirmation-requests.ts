import { randomUUID } from 'node:crypto';
import type { JobOutcome } from '@plumbline/local-aws-kernel';
import type { SnsContext } from '../sns-context.ts';
import { isEmail, type Subscription } from '../subscription.ts';
import { confirmationMail } from './confirmation-mail.ts';
import { confirmationRequest } from './confirmation-request.ts';
import { CONTENT_TYPE_DEFAULT, effectiveRetries, phasesOf } from './delivery-policy.ts';
import { callHttpEndpoint } from './http-endpoint.ts';
import { retryWaitMs } from './retry-phases.ts';

interface RequestJob {
  readonly subscriptionArn: string;
  readonly token: string;
  readonly messageId: string;
  readonly attempt: number;
}

/** Asks the owner of an HTTP endpoint or a mail address: to confirm a subscription, or to restore one. */
export interface ConfirmationRequests {
  ask(subscription: Subscription, state: 'pending' | 'deactivated'): void;
}

const KIND = 'sns.confirmation';
const EXPIRY = 'sns.confirmation-expiry';
/** "Amazon SNS deletes unconfirmed subscriptions after 48 hours": https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html */
const EXPIRY_MS = 48 * 3_600_000;

/** A request is a job: it is retried like an HTTP delivery, and never dead-lettered. */
export const openConfirmationRequests = (context: SnsContext): ConfirmationRequests => {
  const { jobs, clock, topics, subscriptions, observe } = context;
  const { confirmations } = subscriptions;

  jobs.handle<RequestJob>(KIND, async (job): Promise<JobOutcome<RequestJob>> => {
    const { subscriptionArn, token, messageId, attempt } = job;
    const subscription = subscriptions.find(subscriptionArn);
    const topic = subscription && topics.find(subscription.topicArn);
    const confirmation = confirmations.of(subscriptionArn);
    if (subscription === undefined || topic === undefined || confirmation?.token !== token) return undefined;
    if (confirmation.state === 'confirmed') return undefined;
    const type = confirmation.state === 'pending' ? 'SubscriptionConfirmation' : 'UnsubscribeConfirmation';
    const facts = { topic, subscription, endpointUrl: context.endpointUrl() };
    const asked = { type, id: messageId, token, atMs: confirmation.sentMs } as const;
    if (isEmail(subscription)) {
      context.store.write(() => context.ports.mail.deliver(confirmationMail(facts, asked)));
      return undefined;
    }
    const body = confirmationRequest(facts, asked);
    const outcome = await callHttpEndpoint(context, { topic, subscription, type, messageId, body, contentType: CONTENT_TYPE_DEFAULT });
    if (outcome.kind !== 'failed') return undefined;
    const waitMs = outcome.retryable ? retryWaitMs(phasesOf(effectiveRetries(null)), attempt) : undefined;
    if (waitMs !== undefined) return { retryAtMs: clock.now() + waitMs, payload: { ...job, attempt: attempt + 1 } };
    observe({ kind: 'warning', message: `The ${type} of ${subscriptionArn} did not reach ${subscription.endpoint}: ${outcome.message}` });
    return undefined;
  });

  jobs.handle<Pick<RequestJob, 'subscriptionArn' | 'token'>>(EXPIRY, async ({ subscriptionArn, token }) => {
    const confirmation = confirmations.of(subscriptionArn);
    const subscription = subscriptions.find(subscriptionArn);
    if (subscription !== undefined && confirmation?.token === token && confirmation.state !== 'confirmed')
      subscriptions.remove(subscription);
    return undefined;
  });

  return {
    ask: ({ arn }, state) =>
      context.store.write(() => {
        const token = confirmations.ask(arn, state, clock.now());
        jobs.add<RequestJob>(KIND, { subscriptionArn: arn, token, messageId: randomUUID(), attempt: 1 });
        jobs.add(EXPIRY, { subscriptionArn: arn, token }, clock.now() + EXPIRY_MS);
      }),
  };
};
