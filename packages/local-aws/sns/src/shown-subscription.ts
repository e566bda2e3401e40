import type { Account } from '@plumbline/local-aws-kernel';
import { effectiveDeliveryPolicy } from './delivery/subscription-delivery-policy.ts';
import { hasOwner, isHttp, type Subscription, scopeOf } from './subscription.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Topic } from './topic.ts';

/** The text that a list shows instead of the ARN of an unconfirmed subscription. */
export const PENDING = 'PendingConfirmation';

/** In the form of lists. */
export const listedSubscription = (account: Account, { confirmations }: Subscriptions, subscription: Subscription) => ({
  SubscriptionArn: confirmations.isConfirmed(subscription) ? subscription.arn : PENDING,
  Owner: account.accountId,
  Protocol: subscription.protocol,
  Endpoint: subscription.endpoint,
  TopicArn: subscription.topicArn,
});

/** In the form of GetSubscriptionAttributes. */
export const shownSubscription = (
  account: Account,
  { confirmations }: Subscriptions,
  subscription: Subscription,
  topic: Topic | undefined,
): Readonly<Record<string, string>> => {
  const { RawMessageDelivery = 'false', FilterPolicy, FilterPolicyScope: _scope, ...attributes } = subscription.attributes;
  const authenticated = !hasOwner(subscription) || confirmations.of(subscription.arn)?.authenticated === true;
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
    // The scope is stored without a policy, but shown only with one.
    ...(FilterPolicy === undefined ? {} : { FilterPolicy, FilterPolicyScope: scopeOf(subscription) }),
    ...attributes,
  };
};
