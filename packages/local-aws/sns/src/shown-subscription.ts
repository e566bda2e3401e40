import type { Account } from '@plumbline/local-aws-kernel';
import { effectiveDeliveryPolicy } from './delivery/subscription-delivery-policy.ts';
import { isHttp, type Subscription, scopeOf } from './subscription.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Topic } from './topic.ts';

/** What a list shows in place of the ARN of a subscription that nobody has confirmed. */
export const PENDING = 'PendingConfirmation';

/** As lists answer it. */
export const listedSubscription = (account: Account, { confirmations }: Subscriptions, subscription: Subscription) => ({
  SubscriptionArn: confirmations.isConfirmed(subscription) ? subscription.arn : PENDING,
  Owner: account.accountId,
  Protocol: subscription.protocol,
  Endpoint: subscription.endpoint,
  TopicArn: subscription.topicArn,
});

/** As GetSubscriptionAttributes answers it. */
export const shownSubscription = (
  account: Account,
  { confirmations }: Subscriptions,
  subscription: Subscription,
  topic: Topic | undefined,
): Readonly<Record<string, string>> => {
  const { RawMessageDelivery = 'false', FilterPolicy, FilterPolicyScope: _scope, ...attributes } = subscription.attributes;
  const authenticated = !isHttp(subscription) || confirmations.of(subscription.arn)?.authenticated === true;
  return {
    SubscriptionPrincipal: subscription.principalArn,
    Owner: account.accountId,
    RawMessageDelivery,
    TopicArn: subscription.topicArn,
    Endpoint: subscription.endpoint,
    Protocol: subscription.protocol,
    PendingConfirmation: String(!confirmations.isConfirmed(subscription)),
    ConfirmationWasAuthenticated: String(authenticated),
    SubscriptionArn: subscription.arn,
    ...(isHttp(subscription) && topic !== undefined
      ? { EffectiveDeliveryPolicy: JSON.stringify(effectiveDeliveryPolicy(topic, subscription)) }
      : {}),
    // The scope is kept before there is a policy, and shown with it.
    ...(FilterPolicy === undefined ? {} : { FilterPolicy, FilterPolicyScope: scopeOf(subscription) }),
    ...attributes,
  };
};
