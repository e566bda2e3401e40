import {
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queueArn, refusalOf, type SnsStand, startSnsStand, topicArn } from './testing/sns-stand.ts';

let stand: SnsStand;
let topic: string;
let count = 0;
const QUEUE = queueArn('q');

beforeAll(async () => {
  stand = await startSnsStand();
});
beforeEach(async () => {
  count += 1;
  topic = await stand.topic(`topic-${count}`);
});
afterAll(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const subscribe = (Protocol: string, Endpoint: string, more = {}) =>
  stand.client.send(new SubscribeCommand({ TopicArn: topic, Protocol, Endpoint, ...more }));
const attributesOf = async (SubscriptionArn: string) =>
  (await stand.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
const set = (SubscriptionArn: string, AttributeName: string, AttributeValue: string) =>
  stand.client.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
const invalid = (reason: string) => ({ code: 'InvalidParameterException', message: `Invalid parameter: ${reason}`, status: 400 });
const missing = (what: string) => ({ code: 'NotFoundException', message: `${what} does not exist`, status: 404 });
const JSON_PLACE = '\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column:';

// Recorded on AWS, 2025-10 to 2026-01.
describe('a new subscription', () => {
  it('when a queue is subscribed, then it is confirmed, and shows the settings in force', async () => {
    const arn = await stand.subscribe(topic, QUEUE);
    expect(arn).toMatch(new RegExp(`^${topic}:[0-9a-f-]{36}$`));
    expect(await attributesOf(arn)).toEqual({
      ...{ SubscriptionArn: arn, TopicArn: topic, Protocol: 'sqs', Endpoint: QUEUE, Owner: '000000000000' },
      ...{ ConfirmationWasAuthenticated: 'true', PendingConfirmation: 'false', RawMessageDelivery: 'false' },
      SubscriptionPrincipal: 'arn:aws:iam::000000000000:root',
    });
  });

  it.each([
    ['test-protocol', 'x', invalid('Amazon SNS does not support this protocol string: test-protocol')],
    ['sqs', 'https://sqs.eu-west-1.amazonaws.com/000000000000/q', invalid('SQS endpoint ARN')],
    ['sqs', 'arn:aws:sqs:q', invalid('SQS endpoint ARN')],
    ['lambda', 'f', invalid('Lambda endpoint ARN')],
    ['http', 'https://example.test/', invalid('Endpoint must match the specified protocol')],
    [
      'sqs',
      queueArn('q.fifo'),
      invalid('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics'),
    ],
  ])('when the protocol is %s and the endpoint %s, then it is refused', async (protocol, endpoint, expected) => {
    expect(await refusalOf(subscribe(protocol, endpoint))).toEqual(expected);
  });

  it.each([['sms'], ['application'], ['firehose']])(
    'when the protocol is %s, which local-aws does not support, then the error names it',
    async (protocol) => {
      expect(await refusalOf(subscribe(protocol, 'x'))).toMatchObject({
        code: 'NotImplemented',
        message: expect.stringContaining(`subscriptions with the protocol ${protocol}`),
      });
    },
  );

  it.each([
    ['randomstring', invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1')],
    ['arn:aws:sns:us-east-1:random', invalid('TopicArn Reason: An ARN must have at least 6 elements, not 5')],
    ['arn:aws:sns:us-east-1:000000000000:t', invalid('TopicArn')],
    [topicArn('gone'), missing('Topic')],
  ])('when the topic is %s, then it is refused', async (TopicArn, expected) => {
    expect(await refusalOf(subscribe('sqs', QUEUE, { TopicArn }))).toEqual(expected);
  });

  it('when an attribute is wrong, then the error names it as an attribute', async () => {
    expect(await refusalOf(stand.subscribe(topic, QUEUE, { RawMessageDelivery: 'wrongvalue' }))).toEqual(
      invalid('Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.'),
    );
    expect(await refusalOf(stand.subscribe(topic, QUEUE, { FilterPolicy: 'invalid-json' }))).toEqual(
      invalid(
        `Attributes Reason: FilterPolicy: failed to parse JSON. Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${JSON_PLACE} 8]`,
      ),
    );
  });
});

describe('the same subscription again', () => {
  it.each<[Record<string, string> | undefined]>([
    [{ RawMessageDelivery: 'true' }],
    [{ RawMessageDelivery: 'true', FilterPolicyScope: 'MessageAttributes' }],
    [undefined],
    [{}],
    [{ FilterPolicyScope: 'MessageAttributes' }],
  ])('when it has %j, then it is the existing one', async (attributes) => {
    const arn = await stand.subscribe(topic, QUEUE, { RawMessageDelivery: 'True' });
    expect(await stand.subscribe(topic, QUEUE, attributes)).toBe(arn);
    expect(await attributesOf(arn)).toMatchObject({ RawMessageDelivery: 'true' });
  });

  it('when it differs, then it is rejected', async () => {
    await stand.subscribe(topic, QUEUE, { RawMessageDelivery: 'true' });
    const again = stand.subscribe(topic, QUEUE, { RawMessageDelivery: 'false', FilterPolicyScope: 'MessageBody' });
    expect(await refusalOf(again)).toEqual(invalid('Attributes Reason: Subscription already exists with different attributes'));
  });
});

describe('the attributes of a subscription', () => {
  it.each([
    ['FakeAttribute', 'x', invalid('AttributeName')],
    ['RawMessageDelivery', 'test-ValUe', invalid('RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false.')],
    ['RawMessageDelivery', '', invalid('RawMessageDelivery: Invalid value []. Must be true or false.')],
    ['RedrivePolicy', '{"deadLetterTargetArn":"fake-arn"}', invalid('RedrivePolicy: deadLetterTargetArn is an invalid arn')],
    [
      'RedrivePolicy',
      '{invalidjson}',
      invalid(
        `RedrivePolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name${JSON_PLACE} 2]`,
      ),
    ],
    [
      'FilterPolicy',
      '{invalidjson}',
      invalid(
        `FilterPolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name${JSON_PLACE} 2]`,
      ),
    ],
    [
      'FilterPolicyScope',
      'RandomValue',
      invalid('FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes'),
    ],
    ['DeliveryPolicy', '{}', invalid('DeliveryPolicy: Delivery protocol [sqs] does not support delivery policies.')],
    ['ReplayPolicy', '{}', { code: 'NotImplemented', status: 501, message: expect.stringContaining('subscriptions with ReplayPolicy') }],
  ])('when %s becomes %s, then it is refused', async (name, value, expected) => {
    expect(await refusalOf(set(await stand.subscribe(topic, QUEUE), name, value))).toEqual(expected);
  });

  it('when a function is to get messages raw, then it is refused', async () => {
    const arn = await stand.subscribe(topic, 'arn:aws:lambda:eu-west-1:000000000000:function:f');
    expect(await refusalOf(set(arn, 'RawMessageDelivery', 'true'))).toMatchObject({ message: expect.stringContaining('[lambda]') });
  });

  it('when the scope of the filter is set before the policy, then it is shown with the policy', async () => {
    const arn = await stand.subscribe(topic, QUEUE);
    await set(arn, 'FilterPolicyScope', 'MessageBody');
    expect(await attributesOf(arn)).not.toHaveProperty('FilterPolicyScope');
    await set(arn, 'FilterPolicy', '{"attr": ["match-this"]}');
    expect(await attributesOf(arn)).toMatchObject({ FilterPolicy: '{"attr": ["match-this"]}', FilterPolicyScope: 'MessageBody' });
  });

  it.each([[''], ['{}']])('when the filter policy becomes "%s", then it is removed', async (nothing) => {
    const arn = await stand.subscribe(topic, QUEUE, { FilterPolicy: '{"a":["b"]}' });
    expect(await attributesOf(arn)).toMatchObject({ FilterPolicyScope: 'MessageAttributes' });
    await set(arn, 'FilterPolicy', nothing);
    expect(await attributesOf(arn)).not.toHaveProperty('FilterPolicy');
  });

  it('when a nested policy would be of attributes, then neither the policy nor the scope is taken', async () => {
    const arn = await stand.subscribe(topic, QUEUE);
    const nested = '{"object":{"key":[{"prefix":"auto-"}]}}';
    const expected = invalid('Filter policy scope MessageAttributes does not support nested filter policy');
    expect(await refusalOf(set(arn, 'FilterPolicy', nested))).toEqual(expected);
    await set(arn, 'FilterPolicyScope', 'MessageBody');
    await set(arn, 'FilterPolicy', nested);
    expect(await refusalOf(set(arn, 'FilterPolicyScope', 'MessageAttributes'))).toEqual(expected);
  });
});

describe('the end of a subscription', () => {
  const unsubscribe = (SubscriptionArn: string) => stand.client.send(new UnsubscribeCommand({ SubscriptionArn }));

  it('when it is unsubscribed, twice, then it no longer exists', async () => {
    const arn = await stand.subscribe(topic, QUEUE);
    await unsubscribe(arn);
    await unsubscribe(arn);
    expect(await refusalOf(attributesOf(arn))).toEqual(missing('Subscription'));
    expect(await refusalOf(set(arn, 'RawMessageDelivery', 'true'))).toEqual(missing('Subscription'));
  });

  it.each([
    ['randomstring', invalid('SubscriptionArn Reason: An ARN must have at least 6 elements, not 1')],
    ['arn:aws:sns:us-east-1:random', invalid('SubscriptionArn Reason: An ARN must have at least 6 elements, not 5')],
    ['arn:aws:sns:us-east-1:111111111111:random', invalid('SubscriptionId')],
    ['', invalid('SubscriptionArn Reason: no value for required parameter')],
  ])('when its ARN is "%s", then it is refused', async (arn, expected) => {
    expect(await refusalOf(unsubscribe(arn))).toEqual(expected);
  });

  it('when its topic is deleted, then it no longer exists', async () => {
    const arn = await stand.subscribe(topic, QUEUE);
    await stand.client.send(new DeleteTopicCommand({ TopicArn: topic }));
    expect(await refusalOf(attributesOf(arn))).toEqual(missing('Subscription'));
    expect(await refusalOf(stand.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic })))).toEqual(missing('Topic'));
  });
});

describe('the lists of subscriptions', () => {
  it('when a topic has more than 100, then there are pages', async () => {
    for (let n = 0; n < 101; n += 1) await stand.subscribe(topic, queueArn(`q-${n}`));
    const first = await stand.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
    expect(first.Subscriptions).toHaveLength(100);
    const second = await stand.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic, NextToken: first.NextToken }));
    const [last, ...others] = second.Subscriptions ?? [];
    expect(others).toEqual([]);
    expect(second.NextToken).toBeUndefined();
    expect(first.Subscriptions?.map(({ SubscriptionArn }) => SubscriptionArn)).not.toContain(last?.SubscriptionArn);
    expect((await stand.client.send(new ListSubscriptionsCommand({}))).NextToken).toBeDefined();
  });

  it('when there is one, then it is shown with its owner and endpoint', async () => {
    const arn = await stand.subscribe(topic, QUEUE);
    expect((await stand.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }))).Subscriptions).toEqual([
      { SubscriptionArn: arn, Owner: '000000000000', Protocol: 'sqs', Endpoint: QUEUE, TopicArn: topic },
    ]);
  });
});
