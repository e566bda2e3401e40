import { TAKEN, type TargetPort } from '@plumbline/local-aws-kernel';
import type { Publish } from './publish.ts';
import type { SnsContext } from './sns-context.ts';
import { topicDoesNotExist } from './sns-errors.ts';
import { allowsPublishing } from './topic-policy.ts';

/** Topics as targets: what a sender hands over is published. */
export const topicTarget = ({ account, topics }: Pick<SnsContext, 'account' | 'topics'>, publish: Publish): TargetPort => ({
  atOnce: () => true,
  kindOf: () => 'topic',
  exists: ({ arn }) => topics.find(arn) !== undefined,
  notFound: () => topicDoesNotExist(),
  permissions: ({ arn }) => [{ action: 'sns:Publish', resource: arn }],
  hasPolicy: () => true,
  policyAllows: (arn, sender) => allowsPublishing(account, topics.get(arn), sender),
  take({ arn, input, subject, messageAttributes = {}, messageGroupId, messageDeduplicationId, traceHeader }) {
    const ids = { groupId: messageGroupId, deduplicationId: messageDeduplicationId };
    publish(topics.get(arn), { body: input, subject, attributes: messageAttributes, ...ids }, traceHeader);
    return TAKEN;
  },
});
