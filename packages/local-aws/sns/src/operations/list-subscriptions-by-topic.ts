import { page, type QueryOperation } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { listedSubscription } from '../shown-subscription.ts';
import { type OperationsContext, onTopic } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic = ({ account, topics, subscriptions }: OperationsContext): QueryOperation => ({
  permissions: onTopic('ListSubscriptionsByTopic'),
  run(input) {
    const { arn } = topics.get(topicArnIn(account, input.text('TopicArn')));
    const { items, NextToken } = page(subscriptions.ofTopic(arn), (one) => one.arn, { NextToken: input.text('NextToken') });
    return { Subscriptions: { member: items.map((one) => listedSubscription(account, subscriptions, one)) }, NextToken };
  },
});
