import { readJsonObject } from '../json-attribute.ts';
import type { Subscription } from '../subscription.ts';
import type { Topic } from '../topic.ts';
import {
  CONTENT_TYPE_DEFAULT,
  effectiveRetries,
  type HealthyRetryPolicy,
  membersOf,
  type RequestPolicy,
  type Retries,
  readRequestPolicy,
  readRetries,
  readThrottle,
  refused,
  type Throttle,
} from './delivery-policy.ts';
import { topicDeliveryPolicy } from './topic-delivery-policy.ts';

/** An HTTP subscription's own delivery policy, in AWS's form. */
interface SubscriptionDeliveryPolicy {
  readonly healthyRetryPolicy: Retries;
  readonly sicklyRetryPolicy: null;
  readonly throttlePolicy: Throttle;
  readonly requestPolicy: RequestPolicy;
  readonly guaranteed: false;
}

/** With the topic's and every default filled in. */
export interface EffectiveDeliveryPolicy extends SubscriptionDeliveryPolicy {
  readonly healthyRetryPolicy: HealthyRetryPolicy;
  readonly requestPolicy: { readonly headerContentType: string };
}

const NONE: SubscriptionDeliveryPolicy = {
  healthyRetryPolicy: null,
  sicklyRetryPolicy: null,
  throttlePolicy: null,
  requestPolicy: null,
  guaranteed: false,
};

/** The policy in AWS's form. */
export const normalizedSubscriptionPolicy = (text: string): string => JSON.stringify(readPolicy(text));

export const effectiveDeliveryPolicy = (topic: Topic, { attributes }: Pick<Subscription, 'attributes'>): EffectiveDeliveryPolicy => {
  const { defaultHealthyRetryPolicy, disableSubscriptionOverrides, defaultThrottlePolicy, defaultRequestPolicy } =
    topicDeliveryPolicy(topic);
  const text = attributes['DeliveryPolicy'];
  const own = text === undefined || disableSubscriptionOverrides ? NONE : readPolicy(text);
  return {
    healthyRetryPolicy: effectiveRetries(own.healthyRetryPolicy ?? defaultHealthyRetryPolicy ?? null),
    sicklyRetryPolicy: null,
    throttlePolicy: own.throttlePolicy ?? defaultThrottlePolicy ?? null,
    requestPolicy: own.requestPolicy ?? defaultRequestPolicy ?? { headerContentType: CONTENT_TYPE_DEFAULT },
    guaranteed: false,
  };
};

const readPolicy = (text: string): SubscriptionDeliveryPolicy => {
  const policy = membersOf(readJsonObject('DeliveryPolicy', text), 'DeliveryPolicy', Object.keys(NONE)) ?? {};
  if (policy['sicklyRetryPolicy'] !== undefined && policy['sicklyRetryPolicy'] !== null)
    throw refused('local-aws does not support sicklyRetryPolicy');
  if (policy['guaranteed'] !== undefined && policy['guaranteed'] !== false) throw refused('local-aws does not support guaranteed');
  return {
    ...NONE,
    healthyRetryPolicy: readRetries(policy['healthyRetryPolicy']),
    throttlePolicy: readThrottle(policy['throttlePolicy']),
    requestPolicy: readRequestPolicy(policy['requestPolicy']),
  };
};
