import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  RemovePermissionCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, refusalOf, type SnsStand, startSnsStand, topicArn } from './testing/sns-stand.ts';

let stand: SnsStand;
let count = 0;
const anyName = (): string => `topic-${++count}`;

beforeAll(async () => {
  stand = await startSnsStand();
});
afterAll(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const attributesOf = async (TopicArn: string) => (await stand.client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};
const set = (TopicArn: string, AttributeName: string, AttributeValue?: string) =>
  stand.client.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
const invalid = (reason: string) => ({ code: 'InvalidParameterException', message: `Invalid parameter: ${reason}`, status: 400 });
const NOT_FOUND = { code: 'NotFoundException', message: 'Topic does not exist', status: 404 };

const HTTP_DEFAULTS = {
  defaultHealthyRetryPolicy: {
    minDelayTarget: 20,
    maxDelayTarget: 20,
    numRetries: 3,
    numMaxDelayRetries: 0,
    numNoDelayRetries: 0,
    numMinDelayRetries: 0,
    backoffFunction: 'linear',
  },
  disableSubscriptionOverrides: false,
  defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
};
const defaultPolicy = (arn: string) => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        ...['SNS:GetTopicAttributes', 'SNS:SetTopicAttributes', 'SNS:AddPermission', 'SNS:RemovePermission', 'SNS:DeleteTopic'],
        ...['SNS:Subscribe', 'SNS:ListSubscriptionsByTopic', 'SNS:Publish'],
      ],
      Resource: arn,
      Condition: { StringEquals: { 'AWS:SourceOwner': '000000000000' } },
    },
  ],
});
const read = ({ Policy, DeliveryPolicy, EffectiveDeliveryPolicy, ...others }: Readonly<Record<string, string>>) => ({
  ...others,
  Policy: JSON.parse(Policy ?? '') as unknown,
  EffectiveDeliveryPolicy: JSON.parse(EffectiveDeliveryPolicy ?? '') as unknown,
  ...(DeliveryPolicy === undefined ? {} : { DeliveryPolicy: JSON.parse(DeliveryPolicy) as unknown }),
});

// Recorded on AWS, 2025-09 to 2026-02.
describe('the attributes of a topic', () => {
  it('when nothing is given, then it has every default', async () => {
    const arn = await stand.topic(anyName());
    expect(read(await attributesOf(arn))).toEqual({
      ...{ TopicArn: arn, Owner: '000000000000', DisplayName: '' },
      ...{ SubscriptionsConfirmed: '0', SubscriptionsPending: '0', SubscriptionsDeleted: '0' },
      Policy: defaultPolicy(arn),
      EffectiveDeliveryPolicy: { http: HTTP_DEFAULTS },
    });
  });

  it('when the topic is a FIFO topic, then it says so, and how it deduplicates', async () => {
    const arn = await stand.topic('orders.fifo', { FifoTopic: 'true', DisplayName: 'Orders', SignatureVersion: '2' });
    expect(await attributesOf(arn)).toMatchObject({
      ...{ FifoTopic: 'true', ContentBasedDeduplication: 'false', DisplayName: 'Orders', SignatureVersion: '2' },
    });
  });

  it('when a delivery policy is set, changed and removed, then the policy in force follows', async () => {
    const arn = await stand.topic(anyName(), {
      DeliveryPolicy: '{"http":{"defaultRequestPolicy":{"headerContentType":"application/json"}}}',
    });
    const json = { headerContentType: 'application/json' };
    expect(read(await attributesOf(arn))).toMatchObject({
      DeliveryPolicy: { http: { disableSubscriptionOverrides: false, defaultRequestPolicy: json } },
      EffectiveDeliveryPolicy: { http: { ...HTTP_DEFAULTS, defaultRequestPolicy: json } },
    });
    const retries = { minDelayTarget: 5, maxDelayTarget: 6, numRetries: 1 };
    await set(arn, 'DeliveryPolicy', JSON.stringify({ http: { defaultHealthyRetryPolicy: retries } }));
    expect(read(await attributesOf(arn))).toMatchObject({
      DeliveryPolicy: { http: { defaultHealthyRetryPolicy: retries, disableSubscriptionOverrides: false } },
      EffectiveDeliveryPolicy: {
        http: { ...HTTP_DEFAULTS, defaultHealthyRetryPolicy: { ...HTTP_DEFAULTS.defaultHealthyRetryPolicy, ...retries } },
      },
    });
    await set(arn, 'DeliveryPolicy', '{"http":{"defaultHealthyRetryPolicy":null}}');
    expect(read(await attributesOf(arn))).toMatchObject({ DeliveryPolicy: { http: { disableSubscriptionOverrides: false } } });
    await set(arn, 'DeliveryPolicy', '{"http":null}');
    expect(read(await attributesOf(arn))).not.toHaveProperty('DeliveryPolicy');
  });

  it.each([
    ['FifoTopic', 'false', invalid('AttributeName')],
    ['Colour', 'red', invalid('AttributeName')],
    ['ContentBasedDeduplication', 'true', invalid('Attributes Reason: ContentBasedDeduplication can only be set for FIFO topics')],
    ['SignatureVersion', '3', invalid('SignatureVersion Reason: must be 1 or 2')],
    ['DisplayName', 'x'.repeat(101), invalid('DisplayName')],
    ['ArchivePolicy', '{}', { code: 'NotImplemented', status: 501, message: expect.stringContaining('topics with ArchivePolicy') }],
    [
      'DeliveryPolicy',
      '{"http":{"defaultHealthyRetryPolicy":{"numRetries":101}}}',
      invalid('DeliveryPolicy: numRetries must be at most 100'),
    ],
    [
      'DeliveryPolicy',
      '{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":100,"maxDelayTarget":100,"numRetries":37}}}',
      invalid('DeliveryPolicy: all retries together must not take longer than 3600 seconds'),
    ],
    ['DeliveryPolicy', '{"http":{"retries":1}}', invalid('DeliveryPolicy: local-aws does not support retries of http')],
  ])('when %s becomes %s, then it is refused', async (name, value, expected) => {
    expect(await refusalOf(set(await stand.topic(anyName()), name, value))).toEqual(expected);
  });

  it.each([
    [topicArn('gone'), NOT_FOUND],
    ['orders', invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1')],
    ['arn:aws:sns:us-east-1:000000000000:t', invalid('TopicArn')],
  ])('when they are asked of %s, then it is refused', async (arn, expected) => {
    expect(await refusalOf(attributesOf(arn))).toEqual(expected);
    expect(await refusalOf(set(arn, 'DisplayName', 'x'))).toEqual(expected);
  });
});

describe('a new topic', () => {
  it.each([
    [''],
    ['a'.repeat(257)],
    ['test.fifo'],
    ...[':', ';', '!', '@', '|', '^', '%', ' '].map((character) => [`bad${character}name`]),
  ])('when its name is "%s", then it is refused', async (Name) => {
    expect(await refusalOf(stand.client.send(new CreateTopicCommand({ Name })))).toEqual(invalid('Topic Name'));
  });

  it('when the name of a FIFO topic does not end in .fifo, then it is refused', async () => {
    expect(await refusalOf(stand.topic('test', { FifoTopic: 'true' }))).toEqual(invalid('Topic Name'));
  });

  it('when its name has 256 characters, then it is made', async () => {
    expect(await stand.topic('a'.repeat(256))).toBe(topicArn('a'.repeat(256)));
  });

  const tags = [
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ];
  it.each([[tags], [tags.slice(0, 1)], [[]]])('when it is made again with the tags %j of before, then it is the same', async (again) => {
    const Name = anyName();
    await stand.client.send(new CreateTopicCommand({ Name, Tags: tags }));
    expect((await stand.client.send(new CreateTopicCommand({ Name, Tags: again }))).TopicArn).toBe(topicArn(Name));
  });

  it('when it is made again with another tag, then it is refused', async () => {
    const Name = await stand.topic(anyName()).then((arn) => arn.split(':')[5]);
    const again = stand.client.send(new CreateTopicCommand({ Name, Tags: tags }));
    expect(await refusalOf(again)).toEqual(invalid('Tags Reason: Topic already exists with different tags'));
  });

  it.each([
    [{ DisplayName: 'Value2' }],
    [{ KmsMasterKeyId: 'alias/aws/sns' }],
    [{ DisplayName: 'Value1', KmsMasterKeyId: 'alias/aws/sns' }],
  ])('when it is made again with the attributes %j, then it is refused', async (attributes) => {
    const name = anyName();
    await stand.topic(name, { DisplayName: 'Value1' });
    await stand.topic(name);
    await stand.topic(name, { DisplayName: 'Value1' });
    expect(await refusalOf(stand.topic(name, attributes))).toEqual(
      invalid('Attributes Reason: Topic already exists with different attributes'),
    );
  });

  it('when it has been deleted, then deleting it again is not an error, and it can be created with other tags', async () => {
    const Name = anyName();
    await stand.client.send(new CreateTopicCommand({ Name, Tags: tags }));
    for (const TopicArn of [topicArn(Name), topicArn(Name)]) await stand.client.send(new DeleteTopicCommand({ TopicArn }));
    await stand.client.send(new CreateTopicCommand({ Name, Tags: [{ Key: 'c', Value: '3' }] }));
  });
});

describe('the tags of a topic', () => {
  const tag = (ResourceArn: string, ...Tags: { Key: string; Value: string }[]) =>
    stand.client.send(new TagResourceCommand({ ResourceArn, Tags }));
  const tagsOf = async (ResourceArn: string) => (await stand.client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;

  it('when they are put, changed and taken away, then the list follows', async () => {
    const arn = await stand.topic(anyName());
    await tag(arn, { Key: 'k1', Value: 'v1' }, { Key: 'k2', Value: 'v2' });
    expect(await tagsOf(arn)).toHaveLength(2);
    await stand.client.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: ['k1'] }));
    await tag(arn, { Key: 'k2', Value: 'v2b' });
    expect(await tagsOf(arn)).toEqual([{ Key: 'k2', Value: 'v2b' }]);
  });

  it('when a key occurs twice, then it is refused', async () => {
    const arn = await stand.topic(anyName());
    expect(await refusalOf(tag(arn, { Key: 'k', Value: '1' }, { Key: 'k', Value: '2' }))).toEqual(
      invalid('Duplicated keys are not allowed.'),
    );
  });

  it('when the topic does not exist, then it is refused', async () => {
    expect(await refusalOf(tagsOf(topicArn('gone')))).toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
  });
});

describe('the permissions of a topic', () => {
  const add = (TopicArn: string, Label: string, ...ActionName: string[]) =>
    stand.client.send(new AddPermissionCommand({ TopicArn, Label, AWSAccountId: ['111111111111'], ActionName }));
  const policyOf = async (arn: string) => (read(await attributesOf(arn)).Policy as { Statement: unknown[] }).Statement;

  it.each([
    [['Publish'], 'SNS:Publish'],
    [
      ['Publish', 'Subscribe'],
      ['SNS:Publish', 'SNS:Subscribe'],
    ],
  ])('when %j is added and removed, then the policy follows', async (actions, Action) => {
    const arn = await stand.topic(anyName());
    await add(arn, 'test', ...actions);
    const added = { Sid: 'test', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action, Resource: arn };
    expect(await policyOf(arn)).toEqual([...defaultPolicy(arn).Statement, added]);
    await stand.client.send(new RemovePermissionCommand({ TopicArn: arn, Label: 'test' }));
    expect(await policyOf(arn)).toEqual(defaultPolicy(arn).Statement);
  });

  it('when the label exists, the action is unknown or the topic is missing, then it is refused', async () => {
    const arn = await stand.topic(anyName());
    await add(arn, 'test', 'Publish');
    expect(await refusalOf(add(arn, 'test', 'Subscribe'))).toEqual(invalid('Statement already exists'));
    expect(await refusalOf(add(arn, 'two', 'InvalidAction'))).toEqual(invalid('Policy statement action out of service scope!'));
    expect(await refusalOf(add(`${arn}-gone`, 'two', 'Publish'))).toEqual(NOT_FOUND);
    const remove = stand.client.send(new RemovePermissionCommand({ TopicArn: `${arn}-gone`, Label: 'test' }));
    expect(await refusalOf(remove)).toEqual(NOT_FOUND);
  });
});

describe('the list of topics', () => {
  it('when there are more than 100, then it has pages', async () => {
    for (let n = 0; n < 101; n += 1) await stand.topic(`many-${n}`);
    const first = await stand.client.send(new ListTopicsCommand({}));
    expect(first.Topics).toHaveLength(100);
    const second = await stand.client.send(new ListTopicsCommand({ NextToken: first.NextToken }));
    const arns = [...(first.Topics ?? []), ...(second.Topics ?? [])].map(({ TopicArn }) => TopicArn);
    expect(arns.filter((arn) => arn?.startsWith(`arn:aws:sns:${ACCOUNT}:many-`))).toHaveLength(101);
    expect(second.NextToken).toBeUndefined();
  });
});
