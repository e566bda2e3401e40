import { type Sender, SNS, TAKEN, type TargetCall, type TargetOutcome } from '@plumbline/local-aws-kernel';
import { bodyFor, type Message } from '../message.ts';
import type { SnsContext } from '../sns-context.ts';
import { deadLetterQueueOf, isEmail, isHttp, isRaw, type Subscription } from '../subscription.ts';
import type { Topic } from '../topic.ts';
import { CONTENT_TYPE_DEFAULT } from './delivery-policy.ts';
import { callHttpEndpoint } from './http-endpoint.ts';
import { functionEvent, notification } from './notification.ts';
import { notificationMail } from './notification-mail.ts';
import { effectiveDeliveryPolicy } from './subscription-delivery-policy.ts';

/** A message for one endpoint. */
export interface Delivery {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly message: Message;
}

/** Calls the endpoint once. A queue or function responds synchronously. */
export const callEndpoint = (context: SnsContext, delivery: Delivery): TargetOutcome | Promise<TargetOutcome> => {
  const { subscription } = delivery;
  if (isHttp(subscription)) return callHttp(context, delivery);
  if (isEmail(subscription)) {
    context.ports.mail.deliver(notificationMail({ ...delivery, endpointUrl: context.endpointUrl() }, delivery.message));
    return TAKEN;
  }
  const call = subscription.protocol === 'lambda' ? functionCall(context, delivery) : queueCall(context, delivery, subscription.endpoint);
  return context.ports.callTargetNow(call) ?? context.ports.callTarget(call);
};

/**
 * Sends a message to the subscription's dead-letter queue, in the form that the subscription would have received.
 *
 * @returns the reason why the queue rejected it; `undefined` on success.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export const sendToDeadLetterQueue = (context: SnsContext, delivery: Delivery): string | undefined => {
  const queueArn = deadLetterQueueOf(delivery.subscription);
  if (queueArn === undefined) return 'it has no dead-letter queue';
  const outcome = context.ports.callTargetNow({ ...queueCall(context, delivery, queueArn), lastResort: true });
  if (outcome?.kind === 'taken') return undefined;
  return `the dead-letter queue ${queueArn} rejected it${outcome?.kind === 'failed' ? `: ${outcome.message}` : ''}`;
};

const senderOf = ({ topic }: Delivery): Sender => ({ principal: SNS, sourceArn: topic.arn });

const functionCall = ({ endpointUrl }: SnsContext, delivery: Delivery): TargetCall => ({
  arn: delivery.subscription.endpoint,
  sender: senderOf(delivery),
  input: functionEvent({ ...delivery, endpointUrl: endpointUrl() }, delivery.message),
  traceHeader: delivery.message.traceHeader,
});

const queueCall = ({ endpointUrl }: SnsContext, delivery: Delivery, arn: string): TargetCall => {
  const { topic, subscription, message } = delivery;
  const raw = isRaw(subscription);
  const body = bodyFor(message, subscription.protocol);
  const fifo = arn.endsWith('.fifo');
  // A FIFO topic sends neither group nor id to a standard queue; a standard topic passes a group on.
  const ids = fifo
    ? { messageGroupId: message.groupId, messageDeduplicationId: message.deduplicationId }
    : { messageGroupId: message.groupId };
  return {
    arn,
    sender: senderOf(delivery),
    input: raw ? body : notification({ ...delivery, endpointUrl: endpointUrl() }, message),
    traceHeader: message.traceHeader,
    ...(raw ? { messageAttributes: message.attributes } : {}),
    ...(topic.fifo && !fifo ? {} : ids),
  };
};

/** With raw delivery, an endpoint receives no attributes: https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
const callHttp = (context: SnsContext, { topic, subscription, message }: Delivery): Promise<TargetOutcome> => {
  const raw = isRaw(subscription);
  const facts = { topic, subscription, endpointUrl: context.endpointUrl() };
  return callHttpEndpoint(context, {
    topic,
    subscription,
    type: 'Notification',
    messageId: message.id,
    body: raw ? bodyFor(message, subscription.protocol) : notification(facts, message),
    contentType: effectiveDeliveryPolicy(topic, subscription).requestPolicy.headerContentType || CONTENT_TYPE_DEFAULT,
    raw,
    traceHeader: message.traceHeader,
  });
};
