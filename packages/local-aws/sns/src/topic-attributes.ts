import { type Account, notImplemented } from '@plumbline/local-aws-kernel';
import { effectiveTopicPolicy, normalizedTopicPolicy } from './delivery/topic-delivery-policy.ts';
import { readJsonObject } from './json-attribute.ts';
import { invalidParameter } from './sns-errors.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Topic } from './topic.ts';
import { policyTextOf } from './topic-policy.ts';

type Attributes = Readonly<Record<string, string>>;

/** Attributes that AWS has and local-aws does not support: reported, never ignored. */
const MISSING = ['ArchivePolicy', 'DataProtectionPolicy'];
const FLAGS = ['ContentBasedDeduplication'];
const FIFO_ONLY = ['ContentBasedDeduplication', 'FifoThroughputScope'];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  SignatureVersion: ['1', '2'],
  TracingConfig: ['PassThrough', 'Active'],
  FifoThroughputScope: ['Topic', 'MessageGroup'],
};
const DISPLAY_NAME_CHARS_MAX = 100;
/** The attributes of the delivery log, which local-aws does not have: it reports deliveries as they happen. */
const FEEDBACK = /^(HTTP|Firehose|Lambda|Application|SQS)(SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn)$/;

/**
 * Adds an attribute to others, in its stored form; an empty value removes it.
 *
 * @throws AwsError InvalidParameter. AWS's message is recorded for an unknown name only.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
export const withTopicAttribute = ({ attributes, fifo }: Pick<Topic, 'attributes' | 'fifo'>, name: string, value: string): Attributes => {
  const { [name]: _old, ...others } = attributes;
  if (MISSING.includes(name)) throw notImplemented('SNS', `topics with ${name}`);
  if (FIFO_ONLY.includes(name) && !fifo) throw invalidParameter(`Attributes Reason: ${name} can only be set for FIFO topics`);
  const kept = keptValue(name, value);
  return kept === undefined ? others : { ...others, [name]: kept };
};

const keptValue = (name: string, value: string): string | undefined => {
  const values = VALUES[name];
  if (values !== undefined && !values.includes(value)) throw invalidParameter(`${name} Reason: must be ${values.join(' or ')}`);
  if (values !== undefined) return value;
  if (FLAGS.includes(name)) {
    if (!/^(true|false)$/i.test(value)) throw invalidParameter(`${name} Reason: must be true or false`);
    return value.toLowerCase();
  }
  switch (name) {
    case 'DisplayName':
      if (value.length > DISPLAY_NAME_CHARS_MAX) throw invalidParameter('DisplayName');
      return value;
    case 'Policy':
      if (value !== '') readJsonObject('Policy', value);
      return value === '' ? undefined : value;
    case 'DeliveryPolicy':
      return value === '' ? undefined : normalizedTopicPolicy(value);
    case 'KmsMasterKeyId':
      return value === '' ? undefined : value;
    default:
      if (FEEDBACK.test(name)) return value;
      throw invalidParameter('AttributeName');
  }
};

/** The attributes of a new topic. */
export const topicAttributesOf = (fifo: boolean, given: Attributes): Attributes => {
  let attributes: Attributes = {};
  for (const [name, value] of Object.entries(given)) attributes = withTopicAttribute({ attributes, fifo }, name, value);
  return attributes;
};

/** In the form of GetTopicAttributes. */
export const shownAttributes = (account: Account, subscriptions: Subscriptions, topic: Topic): Attributes => {
  const { Policy: _policy, DisplayName = '', ContentBasedDeduplication = 'false', ...attributes } = topic.attributes;
  const found = subscriptions.ofTopic(topic.arn);
  const confirmed = found.filter(subscriptions.confirmations.isConfirmed).length;
  return {
    Policy: policyTextOf(account, topic),
    Owner: account.accountId,
    SubscriptionsPending: String(found.length - confirmed),
    ...(topic.fifo ? { FifoTopic: 'true', ContentBasedDeduplication } : {}),
    TopicArn: topic.arn,
    EffectiveDeliveryPolicy: effectiveTopicPolicy(topic),
    SubscriptionsConfirmed: String(confirmed),
    DisplayName,
    SubscriptionsDeleted: String(subscriptions.removedFrom(topic.arn)),
    ...attributes,
  };
};
