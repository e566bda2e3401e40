import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { shownAttributes } from '../topic-attributes.ts';
import { entries, type OperationsContext, onTopic } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes = ({ account, topics, subscriptions }: OperationsContext): QueryOperation => ({
  permissions: onTopic('GetTopicAttributes'),
  run: (input) => ({
    Attributes: entries(shownAttributes(account, subscriptions, topics.get(topicArnIn(account, input.text('TopicArn'))))),
  }),
});
