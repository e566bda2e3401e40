import type { Mail } from '@plumbline/local-aws-kernel';
import { type AskedConfirmation, confirmationRequest, confirmUrl } from './confirmation-request.ts';
import type { NotificationFacts } from './envelope.ts';
import { mailSender } from './mail-sender.ts';

/**
 * The mail that asks the owner of an address to confirm, or to restore a subscription; as JSON for `email-json`.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export const confirmationMail = (facts: NotificationFacts, asked: AskedConfirmation): Mail => {
  const { topic, subscription } = facts;
  const url = confirmUrl(facts, asked.token);
  const isNew = asked.type === 'SubscriptionConfirmation';
  const question = isNew
    ? `You have chosen to subscribe to the topic:\n${topic.arn}\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is necessary):\n${url}`
    : `Your subscription to the topic below has been deactivated:\n${topic.arn}\n\nIf this was in error or you wish to resubscribe, click or visit the link below to resubscribe to the topic:\n${url}`;
  return {
    messageId: asked.id,
    service: 'sns',
    from: mailSender(topic),
    to: [subscription.endpoint],
    subject: isNew ? 'AWS Notification - Subscription Confirmation' : 'AWS Notification - Unsubscribe Confirmation',
    text:
      subscription.protocol === 'email-json'
        ? confirmationRequest(facts, asked)
        : `${question}\n\nPlease do not reply directly to this email.\n`,
    links: [{ action: 'confirm', url }],
  };
};
