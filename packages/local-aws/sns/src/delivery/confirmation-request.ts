import { type NotificationFacts, pretty, signature } from './envelope.ts';

/** The question to an owner. */
export interface AskedConfirmation {
  readonly type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly id: string;
  readonly token: string;
  readonly atMs: number;
}

export const confirmUrl = ({ topic, endpointUrl }: NotificationFacts, token: string): string =>
  `${endpointUrl}/?Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${token}`;

/** The message that asks the owner of an endpoint to confirm, or to restore a subscription. */
export const confirmationRequest = (facts: NotificationFacts, asked: AskedConfirmation): string => {
  const { topic, subscription } = facts;
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
    SubscribeURL: confirmUrl(facts, asked.token),
    Timestamp: new Date(asked.atMs).toISOString(),
    ...signature(facts),
  });
};
