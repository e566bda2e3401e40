import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { PolicyDocument } from '@plumbline/iam-policy';
import type { Resource } from '@plumbline/topology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestStand, type TestStand } from './test-stand.ts';

const ACCOUNT = 'eu-west-1:000000000000';
const Bucket = 'uploads';
const QUEUE = `arn:aws:sqs:${ACCOUNT}:q`;
const TOPIC = `arn:aws:sns:${ACCOUNT}:t`;
const FUNCTION = `arn:aws:lambda:${ACCOUNT}:function:f`;
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
let stand: TestStand;
let client: S3Client;

beforeEach(async () => {
  stand = await startTestStand();
  client = new S3Client(stand.clientConfig);
  stand.sqs.putQueue({ name: 'q' });
  letS3Send();
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const allow = (Service: string, Action: string, Resource: string, Condition = {}): PolicyDocument => ({
  Statement: { Effect: 'Allow', Principal: { Service }, Action, Resource, Condition },
});
const letS3Send = (source = `arn:aws:s3:::${Bucket}`): void =>
  stand.sqs.setPolicy(QUEUE, allow('s3.amazonaws.com', 'sqs:SendMessage', QUEUE, { ArnEquals: { 'aws:SourceArn': source } }));
const configure = (NotificationConfiguration: NotificationConfiguration, SkipDestinationValidation?: boolean) =>
  client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration, SkipDestinationValidation }));
const toQueue = (more = {}): NotificationConfiguration => ({
  QueueConfigurations: [{ Id: 'id1', QueueArn: QUEUE, Events: ['s3:ObjectCreated:*'], ...more }],
});
const put = async (Key: string, Body = 'x'): Promise<void> => {
  await client.send(new PutObjectCommand({ Bucket, Key, Body }));
  await stand.settled();
};
interface EventRecord {
  readonly eventName: string;
  readonly s3: { readonly object: { readonly key: string } };
}
const take = () => {
  const records = stand.take(QUEUE);
  for (const { receiptHandle } of records) stand.sqs.remove(QUEUE, receiptHandle);
  return records;
};
const events = (): readonly EventRecord[] => take().flatMap(({ body }) => (JSON.parse(body) as { Records?: EventRecord[] }).Records ?? []);
const refusal = async (request: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> => {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { name, message, ...more } = error as Error & Readonly<Record<string, unknown>>;
  const told = Object.entries(more).filter(([key]) => key.startsWith('Argument'));
  return { name, message, ...Object.fromEntries(told) };
};

// Recorded on AWS, 2025-01.
describe('notifications of a bucket to a queue', () => {
  it('when an object is put, then the queue receives the record', async () => {
    await configure(toQueue());
    expect(take()).toMatchObject([{ body: expect.stringContaining('"Event":"s3:TestEvent"') }]);
    await put('my_key_0', 'something');
    const [record] = take();
    expect(JSON.parse(record?.body ?? '')).toEqual({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: 'eu-west-1',
          eventTime: '2026-01-01T00:00:00.000Z',
          eventName: 'ObjectCreated:Put',
          userIdentity: { principalId: expect.any(String) },
          requestParameters: { sourceIPAddress: '127.0.0.1' },
          responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
          s3: {
            s3SchemaVersion: '1.0',
            configurationId: 'id1',
            bucket: { name: Bucket, ownerIdentity: { principalId: expect.any(String) }, arn: `arn:aws:s3:::${Bucket}` },
            object: {
              key: 'my_key_0',
              size: 9,
              eTag: '437b930db84b8079c2dd804a71936b5f',
              sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
            },
          },
        },
      ],
    });
  });

  it('when an object is copied, tagged and deleted, then each has its name, its version and its members', async () => {
    await configure(toQueue({ Events: ['s3:ObjectCreated:Copy', 's3:ObjectTagging:*', 's3:ObjectRemoved:Delete'] }));
    await put('a');
    await client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    await client.send(new PutObjectTaggingCommand({ Bucket, Key: 'b', Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } }));
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'b' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    await stand.settled();
    const told = events();
    const named = new Map(told.map((event) => [event.eventName, event]));
    expect([...named.keys()].sort()).toEqual(['ObjectCreated:Copy', 'ObjectRemoved:Delete', 'ObjectTagging:Delete', 'ObjectTagging:Put']);
    expect(Object.keys(named.get('ObjectRemoved:Delete')?.s3.object ?? {})).toEqual(['key', 'sequencer']);
    expect(named.get('ObjectTagging:Put')).toMatchObject({ eventVersion: '2.3', s3: { object: { key: 'b', eTag: expect.any(String) } } });
    expect(named.get('ObjectTagging:Put')?.s3.object).not.toHaveProperty('sequencer');
  });

  it('when the bucket is versioned, then the record has the version, and the delete marker', async () => {
    stand.s3.putBucket({ name: Bucket, versioning: true });
    await configure(toQueue({ Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'] }));
    await put('k');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await stand.settled();
    expect(events().map(({ eventName, s3 }) => ({ eventName, ...s3.object }))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ eventName: 'ObjectCreated:Put', versionId: expect.any(String) }),
        {
          ...{ eventName: 'ObjectRemoved:DeleteMarkerCreated', key: 'k', eTag: 'd41d8cd98f00b204e9800998ecf8427e' },
          ...{ versionId: expect.any(String), sequencer: expect.any(String) },
        },
      ]),
    );
  });

  it.each([
    ['a@b', 'a%40b'],
    ['a b/ü+1.json', 'a+b/%C3%BC%2B1.json'],
  ])('when the key is "%s", then it is encoded as %s', async (key, encoded) => {
    await configure(toQueue());
    await put(key);
    expect(events().map(({ s3 }) => s3.object.key)).toEqual([encoded]);
  });

  it('when the request has a trace, then the queue receives it', async () => {
    await configure(toQueue());
    take();
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign((args.request as { headers: Record<string, string> }).headers, { 'x-amzn-trace-id': TRACE });
        return next(args);
      },
      { step: 'build' },
    );
    await put('k');
    expect(take()).toMatchObject([{ attributes: { AWSTraceHeader: TRACE } }]);
  });

  it('when there are a prefix and a suffix, in any case, then both must match', async () => {
    const FilterRules = [
      { Name: 'suffix' as never, Value: '.txt' },
      { Name: 'PREFIX' as never, Value: 'in/' },
    ];
    await configure(toQueue({ Filter: { Key: { FilterRules } } }));
    for (const key of ['in/a.txt', 'in/a.json', 'out/a.txt']) await put(key);
    expect(events().map(({ s3 }) => s3.object.key)).toEqual(['in/a.txt']);
    const { QueueConfigurations } = await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(QueueConfigurations?.[0]?.Filter?.Key?.FilterRules?.map(({ Name }) => Name)).toEqual(['Suffix', 'Prefix']);
  });

  it('when the configuration is removed, then the queue receives nothing', async () => {
    await configure(toQueue());
    await configure({});
    take();
    await put('k');
    expect(take()).toEqual([]);
    const { QueueConfigurations, EventBridgeConfiguration } = await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(QueueConfigurations).toBeUndefined();
    expect(EventBridgeConfiguration).toBeUndefined();
  });
});

describe('notifications of a bucket to topics and functions', () => {
  it('when it is a topic, then subscribers receive the record with S3’s subject', async () => {
    stand.sns.declare.topic({ name: 't' });
    stand.sns.declare.topicPolicy(TOPIC, JSON.stringify(allow('s3.amazonaws.com', 'sns:Publish', TOPIC)));
    stand.sqs.setPolicy(QUEUE, allow('sns.amazonaws.com', 'sqs:SendMessage', QUEUE));
    stand.sns.declare.subscription({ topicArn: TOPIC, protocol: 'sqs', endpoint: QUEUE, attributes: {} });
    await configure({ TopicConfigurations: [{ TopicArn: TOPIC, Events: ['s3:ObjectCreated:*'] }] });
    take();
    await put('k');
    const [record] = take();
    const { Subject, Message } = JSON.parse(record?.body ?? '') as { readonly Subject: string; readonly Message: string };
    expect(Subject).toBe('Amazon S3 Notification');
    expect(JSON.parse(Message)).toMatchObject({ Records: [{ eventName: 'ObjectCreated:Put', s3: { object: { key: 'k' } } }] });
  });

  it('when it is a function, then the record is its event, and it receives no test event', async () => {
    await stand.putFunction('f', 'export const handler = (event) => console.log(JSON.stringify(event));');
    stand.lambda.addPermission('f', {
      ...{ Sid: 's3', Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: FUNCTION },
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${Bucket}` } },
    });
    await configure({ LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectCreated:*'] }] });
    await put('k');
    expect(stand.logLines('f').map((line) => JSON.parse(line) as unknown)).toMatchObject([{ Records: [{ s3: { object: { key: 'k' } } }] }]);
  });
});

describe('a destination', () => {
  const arn = (name: string) => `arn:aws:sqs:${ACCOUNT}:${name}`;
  const UNABLE = { name: 'InvalidArgument', message: 'Unable to validate the following destination configurations' };
  const two = (...arns: readonly string[]): NotificationConfiguration => ({
    QueueConfigurations: arns.map((QueueArn, index) => ({ Id: `id${index}`, QueueArn, Events: ['s3:ObjectCreated:*'] })),
  });
  const PARSED = { name: 'InvalidArgument', message: 'The ARN could not be parsed' };

  it.each<[string, NotificationConfiguration, object]>([
    [
      'a queue without an ARN',
      toQueue({ QueueArn: 'invalid-queue' }),
      { ...PARSED, ArgumentName: 'Queue', ArgumentValue: 'invalid-queue' },
    ],
    [
      'a topic without an ARN',
      { TopicConfigurations: [{ TopicArn: 'invalid-topic', Events: ['s3:ObjectCreated:*'] }] },
      { ...PARSED, ArgumentName: 'Topic', ArgumentValue: 'invalid-topic' },
    ],
    [
      'a function without an ARN',
      { LambdaFunctionConfigurations: [{ LambdaFunctionArn: 'invalid-queue', Events: ['s3:ObjectCreated:*'] }] },
      { ...PARSED, ArgumentName: 'CloudFunction', ArgumentValue: 'invalid-queue' },
    ],
    [
      'two queues that do not exist',
      two(arn('my-queue'), arn('my-queue-2')),
      {
        ...UNABLE,
        ...{ ArgumentName1: arn('my-queue'), ArgumentValue1: 'The destination queue does not exist' },
        ...{ ArgumentName2: arn('my-queue-2'), ArgumentValue2: 'The destination queue does not exist' },
      },
    ],
    [
      'a topic that does not exist',
      { TopicConfigurations: [{ TopicArn: TOPIC, Events: ['s3:ObjectCreated:*'] }] },
      { ...UNABLE, ArgumentName1: TOPIC, ArgumentValue1: 'The destination topic does not exist' },
    ],
    [
      'a function that does not exist',
      { LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectCreated:*'] }] },
      { ...UNABLE, ArgumentName1: `${FUNCTION}, null`, ArgumentValue1: `Not authorized to invoke function [${FUNCTION}]` },
    ],
    [
      'an event that S3 does not have',
      toQueue({ Events: ['s3:ObjectSold'] }),
      { name: 'InvalidArgument', message: 'The event is not supported for notifications', ArgumentValue: 's3:ObjectSold' },
    ],
    [
      'a queue with two overlapping configurations',
      two(QUEUE, QUEUE),
      { name: 'InvalidArgument', message: expect.stringContaining('ambiguously defined') },
    ],
  ])('when it is %s, then the configuration is rejected, and nothing is sent', async (_what, configuration, expected) => {
    expect(await refusal(configure(configuration))).toMatchObject(expected);
    expect(take()).toEqual([]);
  });

  it('when its policy does not allow the bucket, then the configuration is rejected, unless validation is skipped', async () => {
    letS3Send('arn:aws:s3:::other');
    expect(await refusal(configure(toQueue()))).toEqual({
      ...UNABLE,
      ArgumentName1: QUEUE,
      ArgumentValue1: 'Permissions on the destination queue do not allow S3 to publish notifications from this bucket',
    });
    await configure(toQueue(), true);
    await put('k');
    expect(take()).toEqual([]);
    expect(stand.occurrences.at(-1)).toMatchObject({
      ...{ kind: 'notification', from: `bucket:${Bucket}`, targetArn: QUEUE, outcome: 'dropped' },
      reason: expect.stringContaining('does not allow s3.amazonaws.com to send'),
    });
  });

  it('when it fails temporarily, then the notification is retried', async () => {
    await configure(toQueue());
    take();
    stand.faults.use({ seed: 1, faults: [{ on: 'queue:q', what: 'fail', times: 2 }] });
    await put('k');
    expect(take()).toEqual([]);
    await stand.clock.advance({ seconds: 10 });
    expect(events()).toMatchObject([{ s3: { object: { key: 'k' } } }]);
  });
});

// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_notification
describe('aws_s3_bucket_notification', () => {
  const resource = (type: string, values: Resource['values']): Resource => ({
    ...{ stack: 's', type, address: `${type}.it`, values, comment: {}, directory: '/nowhere' },
  });
  const deploy = (values: Resource['values']) =>
    stand.deploy([resource('aws_s3_bucket', { bucket: Bucket }), resource('aws_s3_bucket_notification', { bucket: Bucket, ...values })]);

  it('when it has blocks, then they are the notifications of the bucket', async () => {
    await deploy({
      eventbridge: true,
      queue: [
        { id: 'new', queue_arn: QUEUE, events: ['s3:ObjectCreated:*'], filter_prefix: 'in/', filter_suffix: '.txt' },
        { queue_arn: QUEUE, events: ['s3:ObjectRemoved:*'] },
      ],
      topic: [{ topic_arn: TOPIC, events: ['s3:ObjectTagging:*'] }],
      lambda_function: { lambda_function_arn: FUNCTION, events: ['s3:ObjectCreated:*'], filter_suffix: '.json' },
    });
    await put('in/a.txt');
    expect(events().map(({ eventName, s3 }) => [eventName, s3.object.key])).toEqual([['ObjectCreated:Put', 'in/a.txt']]);
    expect(await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).toMatchObject({
      EventBridgeConfiguration: {},
      QueueConfigurations: [
        { Id: 'new', QueueArn: QUEUE, Filter: { Key: { FilterRules: [{ Name: 'Prefix' }, { Name: 'Suffix' }] } } },
        { Id: 'tf-s3-queue-2', Events: ['s3:ObjectRemoved:*'] },
      ],
      TopicConfigurations: [{ TopicArn: TOPIC }],
      LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION }],
    });
  });

  it.each<[string, Resource['values'], string]>([
    ['an unknown argument', { queue: { queue_arn: QUEUE, events: ['s3:ObjectCreated:*'], role: 'r' } }, 'queue.role'],
    [
      'an event that S3 does not have',
      { queue: { queue_arn: QUEUE, events: ['s3:Sold'] } },
      'The event is not supported for notifications',
    ],
    ['a topic that is a queue', { topic: { topic_arn: QUEUE, events: ['s3:ObjectCreated:*'] } }, 'The ARN could not be parsed'],
  ])('when there is %s, then the start stops', async (_what, values, message) => {
    await expect(deploy(values)).rejects.toThrow(message);
  });
});
