import { randomUUID } from 'node:crypto';
import { subscriptionId } from '@plumbline/topology';
import type { FilterPolicyScope } from './filter-policy/check-filter-policy.ts';

/** The supported protocols. */
export const PROTOCOLS = ['sqs', 'lambda', 'http', 'https', 'email', 'email-json'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** An existing subscription. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  /** A queue's or function's ARN, a URL, or a mail address. */
  readonly endpoint: string;
  /** The given attributes, by the API's names; a missing one has its default. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The principal that subscribed. */
  readonly principalArn: string;
}

export type NewSubscription = Omit<Subscription, 'arn'>;

/** A declared subscription has the same ARN after a restart. */
export const subscriptionArnOf = ({ topicArn, protocol, endpoint }: NewSubscription, declared: boolean): string =>
  `${topicArn}:${declared ? subscriptionId(topicArn, protocol, endpoint) : randomUUID()}`;

export const isHttp = ({ protocol }: Pick<Subscription, 'protocol'>): boolean => protocol === 'http' || protocol === 'https';

export const isEmail = ({ protocol }: Pick<Subscription, 'protocol'>): boolean => protocol === 'email' || protocol === 'email-json';

/** Whether the endpoint's owner must confirm: the subscriber's permission counts for queues and functions. */
export const hasOwner = (subscription: Pick<Subscription, 'protocol'>): boolean => isHttp(subscription) || isEmail(subscription);

export const isRaw = ({ attributes }: Pick<Subscription, 'attributes'>): boolean => attributes['RawMessageDelivery'] === 'true';

export const scopeOf = ({ attributes }: Pick<Subscription, 'attributes'>): FilterPolicyScope =>
  attributes['FilterPolicyScope'] === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';

/** The dead-letter queue, if any. */
export const deadLetterQueueOf = ({ attributes }: Pick<Subscription, 'attributes'>): string | undefined => {
  const policy = attributes['RedrivePolicy'];
  return policy === undefined ? undefined : (JSON.parse(policy) as { readonly deadLetterTargetArn: string }).deadLetterTargetArn;
};
