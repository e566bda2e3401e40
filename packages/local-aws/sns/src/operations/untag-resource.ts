import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { type OperationsContext, onTopic } from './operations-context.ts';
import { taggedTopic } from './tags.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagResource = (context: OperationsContext): QueryOperation => ({
  permissions: onTopic('UntagResource', 'ResourceArn'),
  run(input) {
    const topic = taggedTopic(context, input);
    const removed = input.texts('TagKeys');
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !removed.includes(key)));
    context.topics.put({ ...topic, tags });
    return {};
  },
});
