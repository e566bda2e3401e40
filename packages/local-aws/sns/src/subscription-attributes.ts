import { notImplemented } from '@plumbline/local-aws-kernel';
import { normalizedSubscriptionPolicy } from './delivery/subscription-delivery-policy.ts';
import { checkFilterPolicy, isNoFilter } from './filter-policy/check-filter-policy.ts';
import { readJsonObject } from './json-attribute.ts';
import { invalidParameter } from './sns-errors.ts';
import { isEmail, isHttp, type NewSubscription, scopeOf } from './subscription.ts';

type Attributes = Readonly<Record<string, string>>;

/** The owner of an attribute. */
type Holder = Pick<NewSubscription, 'topicArn' | 'protocol' | 'endpoint'>;

/** Attributes that AWS has and local-aws does not support: reported, never ignored. */
const MISSING = ['ReplayPolicy', 'SubscriptionRoleArn'];
const QUEUE_ARN = /^arn:aws(-[a-z]+)*:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+(\.fifo)?$/;

/**
 * Adds an attribute to others, in its stored form; an empty value removes it.
 *
 * @throws AwsError InvalidParameter
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
 */
export const withAttribute = (holder: Holder, attributes: Attributes, name: string, value: string): Attributes => {
  const { [name]: _old, ...others } = attributes;
  const kept = (text: string): Attributes => ({ ...others, [name]: text });
  switch (name) {
    case 'RawMessageDelivery':
      return kept(readRaw(holder, value));
    case 'FilterPolicyScope':
      return kept(readScope(attributes, value));
    case 'FilterPolicy':
      if (isNoFilter(value)) return others;
      checkFilterPolicy(value, scopeOf({ attributes }));
      return kept(value);
    case 'RedrivePolicy':
      if (value === '') return others;
      checkRedrive(holder, value);
      return kept(value);
    case 'DeliveryPolicy':
      if (value === '') return others;
      if (!isHttp(holder))
        throw invalidParameter(`DeliveryPolicy: Delivery protocol [${holder.protocol}] does not support delivery policies.`);
      return kept(normalizedSubscriptionPolicy(value));
    default:
      if (MISSING.includes(name)) throw notImplemented('SNS', `subscriptions with ${name}`);
      throw invalidParameter('AttributeName');
  }
};

/** The attributes of a new subscription. The scope is read first: it decides what a filter policy may be. */
export const attributesOf = (holder: Holder, given: Attributes): Attributes => {
  let attributes: Attributes = {};
  const scopeFirst = ['FilterPolicyScope', ...Object.keys(given).filter((name) => name !== 'FilterPolicyScope')];
  for (const name of scopeFirst) {
    const value = given[name];
    if (value !== undefined) attributes = withAttribute(holder, attributes, name, value);
  }
  return attributes;
};

/** Whether the attributes that are given again are the same. */
export const saysTheSame = (holder: Holder, current: Attributes, given: Attributes): boolean => {
  const wanted = attributesOf(holder, given);
  return Object.keys(given).every((name) => (wanted[name] ?? DEFAULTS[name]) === (current[name] ?? DEFAULTS[name]));
};

const DEFAULTS: Attributes = { RawMessageDelivery: 'false', FilterPolicyScope: 'MessageAttributes' };

const readRaw = ({ protocol }: Holder, value: string): string => {
  const flag = value.toLowerCase();
  if (flag !== 'true' && flag !== 'false') throw invalidParameter(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  if (flag === 'true' && (protocol === 'lambda' || isEmail({ protocol })))
    throw invalidParameter(`RawMessageDelivery: Delivery protocol [${protocol}] does not support raw message delivery.`);
  return flag;
};

const readScope = (attributes: Attributes, value: string): string => {
  if (value !== 'MessageAttributes' && value !== 'MessageBody')
    throw invalidParameter(`FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`);
  const policy = attributes['FilterPolicy'];
  if (policy !== undefined) checkFilterPolicy(policy, value);
  return value;
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html */
const checkRedrive = ({ topicArn, endpoint }: Holder, text: string): void => {
  const { deadLetterTargetArn: arn } = readJsonObject('RedrivePolicy', text);
  if (typeof arn !== 'string' || !QUEUE_ARN.test(arn)) throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  const fifo = topicArn.endsWith('.fifo') && endpoint.endsWith('.fifo');
  if (fifo && !arn.endsWith('.fifo'))
    throw invalidParameter('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
};
