import { bodyFor, type Message } from '../message.ts';
import type { MessageAttributes } from '../message-attributes.ts';
import type { Subscription } from '../subscription.ts';
import type { Topic } from '../topic.ts';

/** What a message becomes on its way to an endpoint. */
export interface NotificationFacts {
  readonly topic: Topic;
  readonly subscription: Subscription;
  /** Where clients reach this instance. */
  readonly endpointUrl: string;
}

/** Messages are not signed: what stands in the place of a signature says so. */
const SIGNATURE = Buffer.from('local-aws signs no messages').toString('base64');

type Members = Readonly<Record<string, string | undefined>>;

/**
 * What queues and HTTP endpoints get.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export const notification = (facts: NotificationFacts, message: Message): string => {
  const { topic, subscription } = facts;
  return pretty(
    {
      Type: 'Notification',
      MessageId: message.id,
      SequenceNumber: message.sequenceNumber,
      TopicArn: message.topicArn,
      Subject: message.subject,
      Message: bodyFor(message, subscription.protocol),
      Timestamp: new Date(message.publishedMs).toISOString(),
      // AWS does not sign what a FIFO topic sends.
      ...(topic.fifo ? {} : signature(facts)),
      UnsubscribeURL: unsubscribeUrl(facts),
    },
    message.attributes,
  );
};

/**
 * The event of a function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export const functionEvent = (facts: NotificationFacts, message: Message): string => {
  const { SigningCertURL, ...signed } = signature(facts);
  return JSON.stringify({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: facts.subscription.arn,
        Sns: {
          Type: 'Notification',
          MessageId: message.id,
          TopicArn: message.topicArn,
          Subject: message.subject ?? null,
          Message: bodyFor(message, 'lambda'),
          Timestamp: new Date(message.publishedMs).toISOString(),
          ...signed,
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: unsubscribeUrl(facts),
          MessageAttributes: shownAttributes(message.attributes),
        },
      },
    ],
  });
};

/** What asks the owner of an endpoint to confirm, or to take an unsubscription back. */
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

const unsubscribeUrl = ({ endpointUrl, subscription }: NotificationFacts): string =>
  `${endpointUrl}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`;

const signature = ({ topic, endpointUrl }: NotificationFacts) => ({
  SignatureVersion: topic.attributes['SignatureVersion'] ?? '1',
  Signature: SIGNATURE,
  SigningCertURL: `${endpointUrl}/SimpleNotificationService-local-aws.pem`,
});

const shownAttributes = (attributes: MessageAttributes) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );

/** As AWS sets it: one member a line, blanks around colons. */
const pretty = (members: Members, attributes: MessageAttributes = {}): string => {
  const lines = Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [`  "${name}" : ${JSON.stringify(value)}`]));
  const shown = Object.entries(shownAttributes(attributes)).map(
    ([name, value]) => `    ${JSON.stringify(name)} : ${JSON.stringify(value)}`,
  );
  if (shown.length > 0) lines.push(`  "MessageAttributes" : {\n${shown.join(',\n')}\n  }`);
  return `{\n${lines.join(',\n')}\n}`;
};
