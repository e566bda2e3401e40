import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { type OperationsContext, onTopic } from './operations-context.ts';
import { checkTagCount, readTags, taggedTopic } from './tags.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagResource = (context: OperationsContext): QueryOperation => ({
  permissions: onTopic('TagResource', 'ResourceArn'),
  run(input) {
    const topic = taggedTopic(context, input);
    const tags = { ...topic.tags, ...readTags(input) };
    checkTagCount(tags);
    context.topics.put({ ...topic, tags });
    return {};
  },
});
