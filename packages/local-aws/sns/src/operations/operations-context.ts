import type { Permission } from '@plumbline/iam-policy';
import type { QueryInput } from '@plumbline/local-aws-kernel';
import type { ConfirmationRequests } from '../delivery/confirmation-requests.ts';
import type { Publish } from '../publish.ts';
import type { SnsContext } from '../sns-context.ts';
import type { Subscribe } from '../subscribe.ts';

/** The context of the operations of SNS's API. */
export interface OperationsContext extends SnsContext {
  readonly requests: ConfirmationRequests;
  readonly subscribe: Subscribe;
  readonly publish: Publish;
}

/** The permission for an action on the topic that the input names. */
export const onTopic =
  (action: string, parameter = 'TopicArn') =>
  (input: QueryInput): readonly Permission[] => [{ action: `sns:${action}`, resource: input.text(parameter) ?? '*' }];

/** The same for the topic of the subscription that the input names. */
export const onTopicOfSubscription =
  (action: string) =>
  (input: QueryInput): readonly Permission[] => [
    { action: `sns:${action}`, resource: input.text('SubscriptionArn')?.split(':').slice(0, 6).join(':') || '*' },
  ];

/** A map in the form of the query protocol. */
export const entries = (map: Readonly<Record<string, string>>) => ({ entry: Object.entries(map).map(([key, value]) => ({ key, value })) });
