import { allow, type ManagedService } from './managed-service.ts';

/** Topics, and the addresses that send mail. */
export const MESSAGE_SERVICES: readonly ManagedService[] = [
  {
    types: ['aws_sns_topic', 'aws_sns_topic_subscription'],
    read: ['sns:GetSubscriptionAttributes', 'sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic', 'sns:ListTagsForResource'],
    write: ({ prefix, arn }) => [
      allow(
        [
          ...['sns:CreateTopic', 'sns:DeleteTopic', 'sns:SetSubscriptionAttributes', 'sns:SetTopicAttributes', 'sns:Subscribe'],
          ...['sns:TagResource', 'sns:Unsubscribe', 'sns:UntagResource'],
        ],
        arn('sns', `${prefix}-*`),
      ),
    ],
  },
  {
    types: ['aws_sesv2_configuration_set', 'aws_sesv2_email_identity'],
    read: ['ses:GetConfigurationSet', 'ses:GetEmailIdentity', 'ses:ListTagsForResource'],
    write: ({ prefix, arn }) => [
      allow(
        [
          ...['ses:CreateConfigurationSet', 'ses:DeleteConfigurationSet', 'ses:PutConfigurationSet*'],
          ...['ses:TagResource', 'ses:UntagResource'],
        ],
        arn('ses', `configuration-set/${prefix}-*`),
      ),
      // An identity is an address or a domain, which no environment's name limits.
      allow(
        ['ses:CreateEmailIdentity', 'ses:DeleteEmailIdentity', 'ses:PutEmailIdentity*', 'ses:TagResource', 'ses:UntagResource'],
        arn('ses', 'identity/*'),
      ),
    ],
  },
];
