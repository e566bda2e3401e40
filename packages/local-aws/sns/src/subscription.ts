import { createHash, randomUUID } from 'node:crypto';
import type { FilterPolicyScope } from './filter-policy/check-filter-policy.ts';

/** The protocols that are here. */
export const PROTOCOLS = ['sqs', 'lambda', 'http', 'https'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** A subscription that exists. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  /** A queue's or function's ARN, or a URL. */
  readonly endpoint: string;
  /** What was given, by the API's names; what is not here has its default. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Who subscribed. */
  readonly principalArn: string;
}

export type NewSubscription = Omit<Subscription, 'arn'>;

/** @param id the same for what Terraform declares, so that it is the same subscription after a restart. @default any */
export const subscriptionArnOf = ({ topicArn, protocol, endpoint }: NewSubscription, declared: boolean): string =>
  `${topicArn}:${declared ? uuidOf(`${topicArn} ${protocol} ${endpoint}`) : randomUUID()}`;

/** The same UUID for the same text. */
const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const isHttp = ({ protocol }: Pick<Subscription, 'protocol'>): boolean => protocol === 'http' || protocol === 'https';

export const isRaw = ({ attributes }: Pick<Subscription, 'attributes'>): boolean => attributes['RawMessageDelivery'] === 'true';

export const scopeOf = ({ attributes }: Pick<Subscription, 'attributes'>): FilterPolicyScope =>
  attributes['FilterPolicyScope'] === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';

/** The queue for what can't be delivered, if there is one. */
export const deadLetterQueueOf = ({ attributes }: Pick<Subscription, 'attributes'>): string | undefined => {
  const policy = attributes['RedrivePolicy'];
  return policy === undefined ? undefined : (JSON.parse(policy) as { readonly deadLetterTargetArn: string }).deadLetterTargetArn;
};
