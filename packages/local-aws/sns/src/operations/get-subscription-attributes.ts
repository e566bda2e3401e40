import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { subscriptionArnIn } from '../arn.ts';
import { shownSubscription } from '../shown-subscription.ts';
import { entries, type OperationsContext, onTopicOfSubscription } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes = ({ account, topics, subscriptions }: OperationsContext): QueryOperation => ({
  permissions: onTopicOfSubscription('GetSubscriptionAttributes'),
  run(input) {
    const found = subscriptions.get(subscriptionArnIn(input.text('SubscriptionArn')));
    return { Attributes: entries(shownSubscription(account, subscriptions, found, topics.find(found.topicArn))) };
  },
});
