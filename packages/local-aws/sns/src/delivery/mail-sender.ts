import type { Topic } from '../topic.ts';

/** The display name of the topic is the sender's. https://docs.aws.amazon.com/sns/latest/dg/sns-create-topic.html */
export const mailSender = ({ attributes }: Topic): string =>
  `${attributes['DisplayName'] || 'AWS Notifications'} <no-reply@sns.amazonaws.com>`;
