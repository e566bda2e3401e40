import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { missingValue } from '../sns-errors.ts';
import { policyWith } from '../topic-policy.ts';
import { type OperationsContext, onTopic } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const addPermission = ({ account, topics }: OperationsContext): QueryOperation => ({
  permissions: onTopic('AddPermission'),
  run(input) {
    const topic = topics.get(topicArnIn(account, input.text('TopicArn')));
    const label = input.text('Label');
    if (label === undefined) throw missingValue('Label');
    const Policy = policyWith(account, topic, { label, accountIds: input.texts('AWSAccountId'), actions: input.texts('ActionName') });
    topics.put({ ...topic, attributes: { ...topic.attributes, Policy } });
    return undefined;
  },
});
