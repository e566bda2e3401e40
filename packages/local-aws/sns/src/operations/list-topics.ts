import { page, type QueryOperation } from '@plumbline/local-aws-kernel';
import type { OperationsContext } from './operations-context.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html: "up to 100 topics" a page. */
export const listTopics = ({ topics }: OperationsContext): QueryOperation => ({
  permissions: () => [{ action: 'sns:ListTopics', resource: '*' }],
  run(input) {
    const { items, NextToken } = page(topics.all(), ({ arn }) => arn, { NextToken: input.text('NextToken') });
    return { Topics: { member: items.map(({ arn }) => ({ TopicArn: arn })) }, NextToken };
  },
});
