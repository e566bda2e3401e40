import { arnOf, type QueryOperation } from '@plumbline/local-aws-kernel';
import { invalidParameter } from '../sns-errors.ts';
import { isFlag, type Topic, topicFrom } from '../topic.ts';
import { shownAttributes, topicAttributesOf } from '../topic-attributes.ts';
import type { OperationsContext } from './operations-context.ts';
import { checkTagCount, readTags } from './tags.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic = (context: OperationsContext): QueryOperation => ({
  permissions(input) {
    const resource = arnOf(context.account, 'sns', input.text('Name') ?? '');
    const tagged = input.list('Tags').length > 0 ? [{ action: 'sns:TagResource', resource }] : [];
    return [{ action: 'sns:CreateTopic', resource }, ...tagged];
  },
  run(input) {
    const { FifoTopic, ...given } = input.map('Attributes');
    const tags = readTags(input);
    checkTagCount(tags);
    const topic = topicFrom(context.account, { name: input.text('Name') ?? '', fifo: isFlag(FifoTopic), tags });
    const wanted = { ...topic, attributes: topicAttributesOf(topic.fifo, given) };
    const before = context.topics.find(topic.arn);
    if (before === undefined) context.topics.put(wanted);
    else refuseDifference(context, before, wanted);
    return { TopicArn: topic.arn };
  },
});

/** A topic may be created again with the same attributes and tags. */
const refuseDifference = ({ account, subscriptions }: OperationsContext, before: Topic, wanted: Topic): void => {
  const shown = shownAttributes(account, subscriptions, before);
  const differs = Object.entries(wanted.attributes).some(([name, value]) => (shown[name] ?? DEFAULTS[name]) !== value);
  if (differs) throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  if (Object.entries(wanted.tags).some(([key, value]) => before.tags[key] !== value))
    throw invalidParameter('Tags Reason: Topic already exists with different tags');
};

const DEFAULTS: Readonly<Record<string, string>> = { SignatureVersion: '1', TracingConfig: 'PassThrough', FifoThroughputScope: 'Topic' };
