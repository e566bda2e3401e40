import { TAKEN, type TargetOutcome, type TargetPort, targetFailure } from '@plumbline/local-aws-kernel';
import type { Publish } from './publish.ts';
import type { SnsContext } from './sns-context.ts';
import { topicDoesNotExist } from './sns-errors.ts';
import type { Topic } from './topic.ts';
import { allowsPublishing } from './topic-policy.ts';

type TopicTargetProps = Pick<SnsContext, 'account' | 'topics' | 'faults'>;

/** Topics as targets: the sender's input is published. */
export const topicTarget = ({ account, topics, faults }: TopicTargetProps, publish: Publish): TargetPort => ({
  atOnce: () => true,
  kindOf: () => 'topic',
  exists: ({ arn }) => topics.find(arn) !== undefined,
  notFound: () => topicDoesNotExist(),
  permissions: ({ arn }) => [{ action: 'sns:Publish', resource: arn }],
  hasPolicy: () => true,
  policyAllows: (arn, sender) => allowsPublishing(account, topics.get(arn), sender),
  take({ arn, input, subject, messageAttributes = {}, messageGroupId, messageDeduplicationId, traceHeader, lastResort }) {
    const ids = { groupId: messageGroupId, deduplicationId: messageDeduplicationId };
    const topic = topics.get(arn);
    const fault = lastResort === true ? undefined : faultOf(faults, topic);
    if (fault !== undefined) return fault;
    publish(topic, { body: input, subject, attributes: messageAttributes, ...ids }, traceHeader);
    return TAKEN;
  },
});

const faultOf = (faults: SnsContext['faults'], { name }: Topic): TargetOutcome | undefined => {
  const subject = { kind: 'topic', name, operation: 'Publish' } as const;
  if (faults.strike('throttle', subject) !== undefined)
    return targetFailure('throttled', 'Throttled', 'Injected fault: the topic throttled the request.');
  if (faults.strike('fail', subject) === undefined) return undefined;
  return targetFailure('failed', 'InternalError', 'Injected fault: the topic failed.');
};
