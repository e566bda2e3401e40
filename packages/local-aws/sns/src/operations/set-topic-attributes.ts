import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { missingValue } from '../sns-errors.ts';
import { withTopicAttribute } from '../topic-attributes.ts';
import { type OperationsContext, onTopic } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes = ({ account, topics }: OperationsContext): QueryOperation => ({
  permissions: onTopic('SetTopicAttributes'),
  run(input) {
    const topic = topics.get(topicArnIn(account, input.text('TopicArn')));
    const name = input.text('AttributeName');
    if (name === undefined) throw missingValue('AttributeName');
    topics.put({ ...topic, attributes: withTopicAttribute(topic, name, input.text('AttributeValue') ?? '') });
    return undefined;
  },
});
