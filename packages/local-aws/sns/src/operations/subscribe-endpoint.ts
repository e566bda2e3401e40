import type { Account, Principal, QueryOperation } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { missingValue } from '../sns-errors.ts';
import type { OperationsContext } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const subscribeEndpoint = ({ account, subscribe, subscriptions }: OperationsContext): QueryOperation => ({
  permissions: (input) => [
    {
      action: 'sns:Subscribe',
      resource: input.text('TopicArn') ?? '*',
      conditionKeys: { 'sns:Protocol': input.text('Protocol') ?? '', 'sns:Endpoint': input.text('Endpoint') ?? '' },
    },
  ],
  run(input, { caller }) {
    const topicArn = topicArnIn(account, input.text('TopicArn'));
    const protocol = input.text('Protocol');
    if (protocol === undefined) throw missingValue('Protocol');
    const request = { topicArn, protocol, endpoint: input.text('Endpoint') ?? '', attributes: input.map('Attributes') };
    const subscription = subscribe({ ...request, principalArn: principalArnOf(account, caller) }, { declared: false });
    const shown = input.text('ReturnSubscriptionArn') === 'true' || subscriptions.confirmations.isConfirmed(subscription);
    return { SubscriptionArn: shown ? subscription.arn : 'pending confirmation' };
  },
});

const principalArnOf = (account: Account, caller: Principal): string =>
  caller.kind === 'role' ? caller.roleArn : `arn:${account.partition}:iam::${account.accountId}:root`;
