import type { QueryInput } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { invalidParameter } from '../sns-errors.ts';
import type { Topic } from '../topic.ts';
import type { OperationsContext } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html */
const TAGS_MAX = 50;

export const readTags = (input: QueryInput): Readonly<Record<string, string>> => {
  const tags = input.list('Tags').map((tag) => [tag.text('Key') ?? '', tag.text('Value') ?? ''] as const);
  if (new Set(tags.map(([key]) => key)).size < tags.length) throw invalidParameter('Duplicated keys are not allowed.');
  return Object.fromEntries(tags);
};

export const checkTagCount = (tags: Readonly<Record<string, string>>): void => {
  if (Object.keys(tags).length > TAGS_MAX)
    throw new AwsError('TagLimitExceeded', "Can't add more tags: a topic can have a maximum of 50 tags.", { status: 400 });
};

/** The topic whose tags the operation uses. */
export const taggedTopic = ({ account, topics }: OperationsContext, input: QueryInput): Topic => {
  const topic = topics.find(topicArnIn(account, input.text('ResourceArn'), 'ResourceArn'));
  if (topic === undefined) throw new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
  return topic;
};
