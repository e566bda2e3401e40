import { page, type QueryOperation } from '@plumbline/local-aws-kernel';
import { listedSubscription } from '../shown-subscription.ts';
import type { OperationsContext } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html: "up to 100 subscriptions" a page. */
export const listSubscriptions = ({ account, subscriptions }: OperationsContext): QueryOperation => ({
  permissions: () => [{ action: 'sns:ListSubscriptions', resource: '*' }],
  run(input) {
    const { items, NextToken } = page(subscriptions.all(), ({ arn }) => arn, { NextToken: input.text('NextToken') });
    return { Subscriptions: { member: items.map((one) => listedSubscription(account, subscriptions, one)) }, NextToken };
  },
});
