import { readJsonObject } from '../json-attribute.ts';
import type { Topic } from '../topic.ts';
import {
  CONTENT_TYPE_DEFAULT,
  effectiveRetries,
  membersOf,
  type RequestPolicy,
  type Retries,
  readRequestPolicy,
  readRetries,
  readThrottle,
  refused,
  type Throttle,
} from './delivery-policy.ts';

/** A topic's delivery policy for its HTTP and HTTPS subscriptions. */
export interface TopicDeliveryPolicy {
  readonly defaultHealthyRetryPolicy?: Retries;
  readonly disableSubscriptionOverrides: boolean;
  readonly defaultThrottlePolicy?: Throttle;
  readonly defaultRequestPolicy?: RequestPolicy;
}

const MEMBERS = ['defaultHealthyRetryPolicy', 'disableSubscriptionOverrides', 'defaultThrottlePolicy', 'defaultRequestPolicy'];

/** The policy in AWS's form; `undefined` if it has no settings for HTTP. */
export const normalizedTopicPolicy = (text: string): string | undefined => {
  const http = readTopicPolicy(text);
  return http === undefined ? undefined : JSON.stringify({ http });
};

export const topicDeliveryPolicy = ({ attributes }: Topic): TopicDeliveryPolicy =>
  (attributes['DeliveryPolicy'] === undefined ? undefined : readTopicPolicy(attributes['DeliveryPolicy'])) ?? {
    disableSubscriptionOverrides: false,
  };

/** In the form of GetTopicAttributes. */
export const effectiveTopicPolicy = (topic: Topic): string => {
  const { defaultHealthyRetryPolicy, defaultThrottlePolicy, defaultRequestPolicy, ...policy } = topicDeliveryPolicy(topic);
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: effectiveRetries(defaultHealthyRetryPolicy ?? null),
      ...policy,
      ...(defaultThrottlePolicy === undefined ? {} : { defaultThrottlePolicy }),
      defaultRequestPolicy: defaultRequestPolicy ?? { headerContentType: CONTENT_TYPE_DEFAULT },
    },
  });
};

const readTopicPolicy = (text: string): TopicDeliveryPolicy | undefined => {
  const policy = membersOf(readJsonObject('DeliveryPolicy', text), 'DeliveryPolicy', ['http']);
  const http = membersOf(policy?.['http'], 'http', MEMBERS);
  if (http === null) return undefined;
  const { disableSubscriptionOverrides = false } = http;
  if (typeof disableSubscriptionOverrides !== 'boolean') throw refused('disableSubscriptionOverrides must be true or false');
  const retries = readRetries(http['defaultHealthyRetryPolicy']);
  const throttle = readThrottle(http['defaultThrottlePolicy']);
  const request = readRequestPolicy(http['defaultRequestPolicy']);
  return {
    ...(retries === null ? {} : { defaultHealthyRetryPolicy: retries }),
    disableSubscriptionOverrides,
    ...(throttle === null ? {} : { defaultThrottlePolicy: throttle }),
    ...(request === null ? {} : { defaultRequestPolicy: request }),
  };
};
