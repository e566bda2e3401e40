import { type NotificationFacts, pretty, signature } from './envelope.ts';

/** The message that asks the owner of an endpoint to confirm, or to restore a subscription. */
export const confirmationRequest = (
  facts: NotificationFacts,
  asked: {
    readonly type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
    readonly id: string;
    readonly token: string;
    readonly atMs: number;
  },
): string => {
  const { topic, subscription, endpointUrl } = facts;
  const text =
    asked.type === 'SubscriptionConfirmation'
      ? `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
      : `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
  return pretty({
    Type: asked.type,
    MessageId: asked.id,
    Token: asked.token,
    TopicArn: topic.arn,
    Message: text,
    SubscribeURL: `${endpointUrl}/?Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${asked.token}`,
    Timestamp: new Date(asked.atMs).toISOString(),
    ...signature(facts),
  });
};
