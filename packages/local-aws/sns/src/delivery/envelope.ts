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

/** As AWS sets it: one member a line, blanks around colons. */
export const pretty = (members: Members, attributes: MessageAttributes = {}): string => {
  const lines = Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [`  "${name}" : ${JSON.stringify(value)}`]));
  const shown = Object.entries(shownAttributes(attributes)).map(
    ([name, value]) => `    ${JSON.stringify(name)} : ${JSON.stringify(value)}`,
  );
  if (shown.length > 0) lines.push(`  "MessageAttributes" : {\n${shown.join(',\n')}\n  }`);
  return `{\n${lines.join(',\n')}\n}`;
};
