import type { Mail } from '@plumbline/local-aws-kernel';
import { bodyFor, type Message } from '../message.ts';
import { type NotificationFacts, unsubscribeUrl } from './envelope.ts';
import { mailSender } from './mail-sender.ts';
import { notification } from './notification.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: a subject is optional. */
const SUBJECT_DEFAULT = 'AWS Notification Message';

/**
 * A message as a mail: the text with the link that ends the subscription, or the envelope as JSON for `email-json`.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export const notificationMail = (facts: NotificationFacts, message: Message): Mail => {
  const { topic, subscription } = facts;
  const url = unsubscribeUrl(facts);
  const footer = `\n\n--\nIf you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:\n${url}\n\nPlease do not reply directly to this email.\n`;
  return {
    messageId: message.id,
    service: 'sns',
    from: mailSender(topic),
    to: [subscription.endpoint],
    subject: message.subject ?? SUBJECT_DEFAULT,
    text: subscription.protocol === 'email-json' ? notification(facts, message) : `${bodyFor(message, subscription.protocol)}${footer}`,
    links: [{ action: 'unsubscribe', url }],
    traceHeader: message.traceHeader,
  };
};
