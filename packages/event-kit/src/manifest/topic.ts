import { checkName, refusing } from '../refuse.ts';
import { TOPIC_NAME_LENGTH_MAX } from './deployed-length.ts';
import { environmentVariable, type Resource } from './resource.ts';

/** An SNS topic with mails to staff. */
export interface Topic extends Resource {
  readonly kind: 'topic';
  readonly subscribers: readonly MailSubscriber[];
}

/** A mail address that receives the messages of a topic that match. It must confirm its subscription by the link in a first mail. */
export interface MailSubscriber {
  readonly address: string;
  /** The values of message attributes, one of which must match: a filter policy. @default every message */
  readonly where?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Declares a topic.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export const defineTopic = ({ name, subscribers }: Pick<Topic, 'name' | 'subscribers'>): Topic => {
  const refuse = refusing(`Topic ${name}`);
  checkName(refuse, 'name', name, TOPIC_NAME_LENGTH_MAX);
  for (const { address, where } of subscribers) {
    checkAddress(refuse, 'the address of a subscriber', address);
    for (const [attribute, values] of Object.entries(where ?? {}))
      if (values.length === 0)
        refuse(`where.${attribute} of ${address} is an empty list, which no message matches. Omit it, or write a value.`);
  }
  return { name, subscribers, kind: 'topic', environmentVariable: environmentVariable(name, 'TOPIC_ARN') };
};

/** Rejects text without a mailbox and a domain. */
export const checkAddress = (refuse: (why: string) => never, property: string, address: string): void => {
  if (!/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(address))
    refuse(`${property} is "${address}", which is not a mail address. Write one such as orders@example.com.`);
};
