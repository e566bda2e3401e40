import type { Clock } from '@plumbline/local-aws-kernel';
import { isHttp } from '../subscription.ts';
import type { Delivery } from './endpoint-call.ts';
import { effectiveDeliveryPolicy } from './subscription-delivery-policy.ts';

/** The time of the next delivery under the `throttlePolicy` of its subscription; a time that has come reserves the slot. */
export const openThrottle = (clock: Clock): ((delivery: Pick<Delivery, 'topic' | 'subscription'>) => number) => {
  const nextMs = new Map<string, number>();
  return ({ topic, subscription }) => {
    const policy = isHttp(subscription) ? effectiveDeliveryPolicy(topic, subscription).throttlePolicy : null;
    if (policy === null) return 0;
    const nowMs = clock.now();
    const freeAtMs = nextMs.get(subscription.arn) ?? 0;
    if (freeAtMs <= nowMs) nextMs.set(subscription.arn, nowMs + Math.ceil(1_000 / policy.maxReceivesPerSecond));
    return freeAtMs;
  };
};
