import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { type OperationsContext, onTopic } from './operations-context.ts';
import { taggedTopic } from './tags.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTagsForResource = (context: OperationsContext): QueryOperation => ({
  permissions: onTopic('ListTagsForResource', 'ResourceArn'),
  run: (input) => ({ Tags: { member: Object.entries(taggedTopic(context, input).tags).map(([Key, Value]) => ({ Key, Value })) } }),
});
