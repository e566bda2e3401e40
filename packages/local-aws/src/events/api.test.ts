import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DeleteArchiveCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeArchiveCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestStand, type TestStand } from '../test-stand.ts';

let stand: TestStand;
let client: EventBridgeClient;

beforeEach(async () => {
  stand = await startTestStand();
  client = new EventBridgeClient(stand.clientConfig);
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const PATTERN = '{"source":["com.acme"]}';
const BUS_ARN = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders';
const createBus = (Name = 'orders') => client.send(new CreateEventBusCommand({ Name }));
const putRule = (Name = 'r', more: object = {}) => client.send(new PutRuleCommand({ Name, EventPattern: PATTERN, ...more }));
const putTargets = (...Targets: readonly Target[]) => client.send(new PutTargetsCommand({ Rule: 'r', Targets: [...Targets] }));
const queue = (): string => {
  const arn = stand.sqs.putQueue({ name: 'q' });
  stand.sqs.setPolicy(arn, {
    Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn },
  });
  return arn;
};
const publish = async (EventBusName = 'default'): Promise<void> => {
  const entry = { Source: 'com.acme', DetailType: 't', Detail: '{"a":1}', EventBusName };
  await client.send(new PutEventsCommand({ Entries: [entry] }));
  await stand.settled();
};

describe('buses, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html', () => {
  it('when a bus is made, then it is listed, takes events, and is gone when it is deleted', async () => {
    expect(await createBus()).toMatchObject({ EventBusArn: BUS_ARN });
    const names = async () => (await client.send(new ListEventBusesCommand({}))).EventBuses?.map(({ Name }) => Name);
    expect(await names()).toEqual(['default', 'orders']);
    await client.send(new DeleteEventBusCommand({ Name: 'orders' }));
    await client.send(new DeleteEventBusCommand({ Name: 'orders' }));
    expect(await names()).toEqual(['default']);
  });

  it.each([
    ['there is one', () => createBus(), 'ResourceAlreadyExistsException', 'Event bus orders already exists.'],
    ['its name has a slash', () => createBus('a/b'), 'ValidationException', "Event bus name must not contain '/'."],
    [
      'its name is none',
      () => createBus('a b'),
      'ValidationException',
      "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+",
    ],
    [
      'the default bus is deleted',
      () => client.send(new DeleteEventBusCommand({ Name: 'default' })),
      'ValidationException',
      'Cannot delete event bus default.',
    ],
    [
      'it is deleted with rules',
      async () => {
        await putRule('r', { EventBusName: 'orders' });
        await client.send(new DeleteEventBusCommand({ Name: 'orders' }));
      },
      'ValidationException',
      "Event bus orders can't be deleted since it has rules.",
    ],
  ])('when %s, then it is refused', async (_what, send, name, message) => {
    await createBus();
    await expect(send()).rejects.toMatchObject({ name, message });
  });
});

describe('rules, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html', () => {
  it('when a rule is put, disabled and enabled, then it takes events only while it is enabled', async () => {
    expect(await putRule()).toMatchObject({ RuleArn: 'arn:aws:events:eu-west-1:000000000000:rule/r' });
    const arn = queue();
    await putTargets({ Id: 't', Arn: arn });
    const takes = async (): Promise<number> => {
      await publish();
      return stand.take(arn).length;
    };
    expect(await takes()).toBe(1);
    await client.send(new DisableRuleCommand({ Name: 'r' }));
    expect([await takes(), (await client.send(new DescribeRuleCommand({ Name: 'r' }))).State]).toEqual([0, 'DISABLED']);
    await client.send(new EnableRuleCommand({ Name: 'r' }));
    expect(await takes()).toBe(1);
  });

  it('when a rule is put again, then its pattern changes and its targets stay', async () => {
    await putRule();
    await putTargets({ Id: 't', Arn: queue() });
    await putRule('r', { EventPattern: '{"source":["other"]}', Description: 'now other' });
    expect(await client.send(new DescribeRuleCommand({ Name: 'r' }))).toMatchObject({
      EventPattern: '{"source":["other"]}',
      Description: 'now other',
      CreatedBy: '000000000000',
    });
    expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toHaveLength(1);
  });

  it('when there are more than fit a page, then a token leads on', async () => {
    for (const name of ['c', 'a', 'b']) await putRule(name);
    const first = await client.send(new ListRulesCommand({ Limit: 2 }));
    const second = await client.send(new ListRulesCommand({ Limit: 2, NextToken: first.NextToken }));
    expect([first, second].map(({ Rules }) => Rules?.map(({ Name }) => Name))).toEqual([['a', 'b'], ['c']]);
    expect(second.NextToken).toBeUndefined();
  });

  it.each([
    [
      'its name is none',
      () => putRule('a b'),
      'ValidationException',
      "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ],
    [
      'it has neither pattern nor schedule',
      () => client.send(new PutRuleCommand({ Name: 'r' })),
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    ],
    [
      'its pattern is none',
      () => putRule('r', { EventPattern: '{"source":"com.acme"}' }),
      'InvalidEventPatternException',
      expect.stringContaining('Event pattern is not valid. Reason: "source" must be an object or an array'),
    ],
    ['its bus does not exist', () => putRule('r', { EventBusName: 'none' }), 'ResourceNotFoundException', 'Event bus none does not exist.'],
    [
      'it has a schedule',
      () => client.send(new PutRuleCommand({ Name: 'r', ScheduleExpression: 'rate(1 minute)' })),
      'NotImplemented',
      expect.stringContaining('PutRule with a ScheduleExpression'),
    ],
    [
      'it is described and is not there',
      () => client.send(new DescribeRuleCommand({ Name: 'r' })),
      'ResourceNotFoundException',
      'Rule r does not exist on EventBus default.',
    ],
    [
      'it is deleted with targets',
      async () => {
        await putRule();
        await putTargets({ Id: 't', Arn: queue() });
        await client.send(new DeleteRuleCommand({ Name: 'r' }));
      },
      'ValidationException',
      "Rule can't be deleted since it has targets.",
    ],
  ])('when %s, then it is refused', async (_what, send, name, message) => {
    await expect(send()).rejects.toMatchObject({ name, message });
  });

  it('when a bus has 300 rules, then the next is one too many, and changing one is not', async () => {
    for (let count = 0; count < 300; count += 1)
      stand.events.buses.putRule({ name: `r-${count}`, busName: 'default', pattern: PATTERN, enabled: true });
    await expect(putRule('one-too-many')).rejects.toMatchObject({ name: 'LimitExceededException' });
    await expect(putRule('r-0')).resolves.toBeDefined();
  });
});

describe('targets, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html', () => {
  beforeEach(() => putRule());

  it('when a target has everything, then it is listed as it was put', async () => {
    const target: Target = {
      Id: 't',
      Arn: queue(),
      RoleArn: 'arn:aws:iam::000000000000:role/r',
      InputTransformer: { InputPathsMap: { a: '$.detail.a' }, InputTemplate: '{"a": <a>}' },
      SqsParameters: { MessageGroupId: 'g' },
      HttpParameters: { PathParameterValues: ['p'], HeaderParameters: { h: '1' }, QueryStringParameters: { q: '2' } },
      DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:000000000000:dead' },
      RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 },
    };
    expect(await putTargets(target)).toMatchObject({ FailedEntryCount: 0, FailedEntries: [] });
    expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toEqual([target]);
  });

  it('when a target with the same id is put, then it takes the place of the other; removing what is not there is told', async () => {
    const arn = queue();
    await putTargets({ Id: 't', Arn: arn, Input: '"first"' });
    await putTargets({ Id: 't', Arn: arn, Input: '"second"' });
    await publish();
    expect(stand.take(arn).map(({ body }) => body)).toEqual(['"second"']);
    const removed = await client.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['t', 'none'] }));
    expect(removed).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: 'none', ErrorCode: 'ResourceNotFoundException' }] });
    await publish();
    expect(stand.take(arn)).toEqual([]);
  });

  it('when an input comes to no JSON, then nothing is delivered, which AWS keeps silent and local-aws tells', async () => {
    const arn = queue();
    const InputTransformer = { InputPathsMap: { d: '$.detail' }, InputTemplate: '{"d": "<d>"}' };
    await putTargets({ Id: 't', Arn: arn, InputTransformer });
    await publish();
    expect(stand.take(arn)).toEqual([]);
    expect(stand.occurrences.at(-1)).toMatchObject({ outcome: 'dropped', reason: expect.stringContaining('INVALID_JSON') });
  });

  const ARN = 'arn:aws:sqs:eu-west-1:000000000000:q';
  it.each<readonly [string, Target, string]>([
    [
      'an id is none',
      { Id: 'a b', Arn: ARN },
      "1 validation error detected: Value 'a b' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ],
    [
      'two inputs are given',
      { Id: 't', Arn: ARN, Input: '1', InputPath: '$' },
      'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    ['the input is no JSON', { Id: 't', Arn: ARN, Input: '{' }, 'JSON syntax error in input for target t.'],
    ['the path is none', { Id: 't', Arn: ARN, InputPath: 'detail' }, 'InputPath for target t is invalid.'],
    [
      'a placeholder is unknown',
      { Id: 't', Arn: ARN, InputTransformer: { InputTemplate: '<who>' } },
      'InputTemplate for target t contains invalid placeholder who.',
    ],
    [
      'a name is reserved',
      { Id: 't', Arn: ARN, InputTransformer: { InputPathsMap: { 'aws.x': '$' }, InputTemplate: '<aws.x>' } },
      'InputPathsMap for target t must not use the reserved name aws.x.',
    ],
    [
      'events are to live for less than a minute',
      { Id: 't', Arn: ARN, RetryPolicy: { MaximumEventAgeInSeconds: 59, MaximumRetryAttempts: 186 } },
      "2 validation errors detected: Value '59' at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60; Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185",
    ],
    [
      'dead letters are to go to a FIFO queue',
      { Id: 't', Arn: ARN, DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:000000000000:dead.fifo' } },
      'SQS FIFO is not supported by Dead Letter Queues.',
    ],
    [
      'local-aws does not know a member',
      { Id: 't', Arn: ARN, KinesisParameters: { PartitionKeyPath: '$.id' } },
      'local-aws does not know KinesisParameters of target t; nothing was put.',
    ],
  ])('when %s, then nothing is put', async (_what, target, message) => {
    await expect(putTargets({ Id: 'good', Arn: ARN }, target)).rejects.toMatchObject({
      name: 'ValidationException',
      message: message.replace('targets.1.', 'targets.2.').replace('targets.1.', 'targets.2.'),
    });
    expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toEqual([]);
  });

  it('when it is the sixth, then it is one too many', async () => {
    const target = (id: number): Target => ({ Id: `t-${id}`, Arn: ARN });
    await putTargets(...[1, 2, 3, 4, 5].map(target));
    await expect(putTargets(target(6))).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'The requested resource exceeds the maximum number allowed.',
    });
  });
});

describe('archives, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html', () => {
  const create = (more: object = {}) => client.send(new CreateArchiveCommand({ ArchiveName: 'a', EventSourceArn: BUS_ARN, ...more }));
  beforeEach(() => createBus());

  it('when it is made, changed and deleted, then each is seen', async () => {
    await create({ EventPattern: PATTERN, RetentionDays: 3 });
    await publish('orders');
    const described = () => client.send(new DescribeArchiveCommand({ ArchiveName: 'a' }));
    expect(await described()).toMatchObject({ State: 'ENABLED', EventCount: 1, RetentionDays: 3, EventPattern: PATTERN });
    await client.send(new UpdateArchiveCommand({ ArchiveName: 'a', EventPattern: '{"source":["other"]}' }));
    await publish('orders');
    expect(await described()).toMatchObject({ EventCount: 1, RetentionDays: 3, EventPattern: '{"source":["other"]}' });
    await client.send(new DeleteArchiveCommand({ ArchiveName: 'a' }));
    await expect(described()).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Archive a does not exist.' });
    expect(stand.store.prepare('select id from archived_event').all()).toEqual([]);
  });

  it.each([
    ['there is one', () => create(), 'ResourceAlreadyExistsException', 'Archive a already exists.'],
    [
      'the name is long',
      () => create({ ArchiveName: 'x'.repeat(49) }),
      'ValidationException',
      expect.stringContaining('less than or equal to 48'),
    ],
    [
      'the bus does not exist',
      () => create({ ArchiveName: 'b', EventSourceArn: `${BUS_ARN}-none` }),
      'ResourceNotFoundException',
      'Event bus orders-none does not exist.',
    ],
    ['the pattern is none', () => create({ ArchiveName: 'b', EventPattern: '[' }), 'InvalidEventPatternException', expect.anything()],
    [
      'nothing is changed',
      () => client.send(new UpdateArchiveCommand({ ArchiveName: 'a' })),
      'ValidationException',
      'At least one of EventPattern, RetentionDays or Description must be provided.',
    ],
  ])('when %s, then it is refused', async (_what, send, name, message) => {
    await create();
    await expect(send()).rejects.toMatchObject({ name, message });
  });
});

describe('what callers may do', () => {
  it('when a role may not, then it is refused, naming action and resource', async () => {
    const { credentials } = stand.iam.assumeRole(stand.putRole('weak', { Effect: 'Allow', Action: 's3:*', Resource: '*' }), 'f');
    const weak = new EventBridgeClient({ ...stand.clientConfig, credentials });
    await expect(weak.send(new PutRuleCommand({ Name: 'r', EventPattern: PATTERN, EventBusName: 'orders' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('events:PutRule on resource: arn:aws:events:eu-west-1:000000000000:rule/orders/r'),
    });
  });
});
