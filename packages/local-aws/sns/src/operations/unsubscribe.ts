import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { subscriptionArnIn } from '../arn.ts';
import { hasOwner } from '../subscription.ts';
import { type OperationsContext, onTopicOfSubscription } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe = ({ requests, subscriptions }: OperationsContext): QueryOperation => ({
  // The owner of an endpoint uses the UnsubscribeURL, without a signature.
  permissions: (input, { caller }) => (caller.kind === 'anonymous' ? [] : onTopicOfSubscription('Unsubscribe')(input)),
  run(input, { caller }) {
    const found = subscriptions.find(subscriptionArnIn(input.text('SubscriptionArn')));
    if (found === undefined) return undefined;
    if (caller.kind !== 'anonymous') {
      subscriptions.remove(found);
      return undefined;
    }
    if (!hasOwner(found) || subscriptions.confirmations.of(found.arn)?.authenticated === true)
      throw new AwsError('AuthorizationError', 'Only a signed request may end this subscription.', { status: 403 });
    // "A final cancellation message is delivered to the endpoint, so that the endpoint owner can easily resubscribe."
    requests.ask(found, 'deactivated');
    return undefined;
  },
});
