import { bodyFor, type Message } from '../message.ts';
import { type NotificationFacts, pretty, shownAttributes, signature, unsubscribeUrl } from './envelope.ts';

/**
 * The form for queues and HTTP endpoints.
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
      // AWS does not sign messages of a FIFO topic.
      ...(topic.fifo ? {} : signature(facts)),
      UnsubscribeURL: unsubscribeUrl(facts),
    },
    message.attributes,
  );
};

/**
 * The event for a function.
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
