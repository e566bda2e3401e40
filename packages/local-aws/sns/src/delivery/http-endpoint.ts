import { httpCall, outboundUrl, TAKEN, type TargetFailure, type TargetOutcome, targetFailure } from '@plumbline/local-aws-kernel';
import type { SnsContext } from '../sns-context.ts';
import type { Subscription } from '../subscription.ts';
import type { Topic } from '../topic.ts';

/** One request to an HTTP or HTTPS endpoint. */
export interface HttpNotification {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly messageId: string;
  readonly body: string;
  readonly contentType: string;
  /** @default false */
  readonly raw?: boolean;
  readonly traceHeader?: string | undefined;
}

/** "A timeout occurs if the subscriber's endpoint takes longer than 15 seconds": https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html */
const TIMEOUT_MS = 15_000;

/**
 * Calls an endpoint. A failure that the endpoint's owner must fix is not retried.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
 */
export const callHttpEndpoint = async (
  { outbound }: Pick<SnsContext, 'outbound'>,
  notification: HttpNotification,
): Promise<TargetOutcome> => {
  const { subscription, body } = notification;
  const url = outboundUrl(subscription.endpoint, outbound);
  if ('refused' in url) return targetFailure('forbidden', 'OutboundRefused', url.refused);
  try {
    const answer = await httpCall({ method: 'POST', url, headers: headersOf(notification), body, timeoutMs: TIMEOUT_MS });
    return answer.status >= 200 && answer.status < 300 ? TAKEN : statusFailure(answer.status, answer.body);
  } catch (error) {
    const { name, message } = error as Error;
    const reason = name === 'TimeoutError' ? 'timeout' : 'unreachable';
    return targetFailure(reason, reason, `${subscription.endpoint}: ${message}`);
  }
};

/** In AWS's order. */
const headersOf = ({ topic, subscription, type, messageId, contentType, raw, traceHeader }: HttpNotification) => ({
  'x-amz-sns-message-type': type,
  'x-amz-sns-message-id': messageId,
  'x-amz-sns-topic-arn': topic.arn,
  // A confirmation request precedes the subscription, so there is no ARN to send.
  ...(type === 'SubscriptionConfirmation' ? {} : { 'x-amz-sns-subscription-arn': subscription.arn }),
  ...(raw === true ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
  ...(traceHeader === undefined ? {} : { 'x-amzn-trace-id': traceHeader }),
  'content-type': contentType,
  'user-agent': 'Amazon Simple Notification Service Agent',
  'accept-encoding': 'gzip,deflate',
});

/** "Client-side errors" are permanent, except 429: https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html */
const statusFailure = (status: number, body: string): TargetFailure => {
  if (status === 429) return targetFailure('throttled', String(status), `${status} ${body}`);
  return targetFailure(status >= 300 && status < 500 ? 'rejected' : 'failed', String(status), `${status} ${body}`);
};
