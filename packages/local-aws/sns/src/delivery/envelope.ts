import type { MessageAttributes } from '../message-attributes.ts';
import type { Subscription } from '../subscription.ts';
import type { Topic } from '../topic.ts';

/** The data from which the form of a message for an endpoint is built. */
export interface NotificationFacts {
  readonly topic: Topic;
  readonly subscription: Subscription;
  /** The URL at which clients reach this instance. */
  readonly endpointUrl: string;
}

/** Messages are not signed; the value of `Signature` states this. */
const SIGNATURE = Buffer.from('local-aws does not sign messages').toString('base64');

type Members = Readonly<Record<string, string | undefined>>;

export const unsubscribeUrl = ({ endpointUrl, subscription }: NotificationFacts): string =>
  `${endpointUrl}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`;

export const signature = ({ topic, endpointUrl }: NotificationFacts) => ({
  SignatureVersion: topic.attributes['SignatureVersion'] ?? '1',
  Signature: SIGNATURE,
  SigningCertURL: `${endpointUrl}/SimpleNotificationService-local-aws.pem`,
});

export const shownAttributes = (attributes: MessageAttributes) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );

/** In AWS's layout: one member per line, spaces around colons. */
export const pretty = (members: Members, attributes: MessageAttributes = {}): string => {
  const lines = Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [`  "${name}" : ${JSON.stringify(value)}`]));
  const shown = Object.entries(shownAttributes(attributes)).map(
    ([name, value]) => `    ${JSON.stringify(name)} : ${JSON.stringify(value)}`,
  );
  if (shown.length > 0) lines.push(`  "MessageAttributes" : {\n${shown.join(',\n')}\n  }`);
  return `{\n${lines.join(',\n')}\n}`;
};
