import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { policyWithout } from '../topic-policy.ts';
import { type OperationsContext, onTopic } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export const removePermission = ({ account, topics }: OperationsContext): QueryOperation => ({
  permissions: onTopic('RemovePermission'),
  run(input) {
    const topic = topics.get(topicArnIn(account, input.text('TopicArn')));
    const Policy = policyWithout(account, topic, input.text('Label') ?? '');
    topics.put({ ...topic, attributes: { ...topic.attributes, Policy } });
    return undefined;
  },
});
