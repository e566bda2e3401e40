import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { invalidParameter } from '../sns-errors.ts';
import { type OperationsContext, onTopic } from './operations-context.ts';

/**
 * The token alone identifies the subscription. Recorded on AWS, 2023-10: AWS accepts any topic of the region with it.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export const confirmSubscription = ({ account, subscriptions }: OperationsContext): QueryOperation => ({
  // The owner of an endpoint uses the SubscribeURL, without a signature.
  permissions: (input, { caller }) => (caller.kind === 'anonymous' ? [] : onTopic('ConfirmSubscription')(input)),
  run(input, { caller }) {
    const [, , service, region] = input.text('TopicArn')?.split(':') ?? [];
    if (service !== 'sns' || region !== account.region) throw invalidParameter('Topic');
    const token = input.text('Token') ?? '';
    if (!/^[0-9a-f]+$/.test(token)) throw new AwsError('InvalidParameter', 'Invalid token');
    const arn = subscriptions.confirmations.findByToken(token);
    if (arn === undefined || subscriptions.find(arn) === undefined) throw invalidParameter('Token');
    subscriptions.confirmations.confirm(arn, caller.kind !== 'anonymous' && input.text('AuthenticateOnUnsubscribe') === 'true');
    return { SubscriptionArn: arn };
  },
});
