import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { subscriptionArnIn } from '../arn.ts';
import { missingValue } from '../sns-errors.ts';
import { withAttribute } from '../subscription-attributes.ts';
import { type OperationsContext, onTopicOfSubscription } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes = ({ subscriptions }: OperationsContext): QueryOperation => ({
  permissions: onTopicOfSubscription('SetSubscriptionAttributes'),
  run(input) {
    const found = subscriptions.get(subscriptionArnIn(input.text('SubscriptionArn')));
    const name = input.text('AttributeName');
    if (name === undefined) throw missingValue('AttributeName');
    subscriptions.put({ ...found, attributes: withAttribute(found, found.attributes, name, input.text('AttributeValue') ?? '') });
    return undefined;
  },
});
