import { notImplemented, type QueryInput, type QueryOperation } from '@plumbline/local-aws-kernel';
import { checkArn, topicArnIn } from '../arn.ts';
import { invalidParameter } from '../sns-errors.ts';
import type { OperationsContext } from './operations-context.ts';
import { readPublication } from './read-publication.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publishMessage = ({ account, topics, publish }: OperationsContext): QueryOperation => ({
  permissions: (input) => [{ action: 'sns:Publish', resource: input.text('TopicArn') ?? input.text('TargetArn') ?? '*' }],
  run(input, { traceHeader }) {
    if (input.text('PhoneNumber') !== undefined) throw notImplemented('SNS', 'Publish to a PhoneNumber');
    const topic = topics.get(topicArnIn(account, targetOf(input)));
    const { id, sequenceNumber } = publish(topic, readPublication(input), traceHeader);
    return { MessageId: id, SequenceNumber: sequenceNumber };
  },
});

/** A topic, by either parameter. local-aws does not support endpoints of mobile applications. */
const targetOf = (input: QueryInput): string => {
  const topicArn = input.text('TopicArn');
  if (topicArn !== undefined) return topicArn;
  const target = input.text('TargetArn');
  if (target === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  checkArn('TargetArn', target);
  if (target.split(':')[5]?.startsWith('endpoint/') === true)
    throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
  return target;
};
