import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  type ListSchedulesCommandInput,
  ListTagsForResourceCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, FUNCTION_ARN, GROUP_ARN, ROLE_ARN, type ScheduleStand, startScheduleStand } from './testing/schedule-stand.ts';

let stand: ScheduleStand;
let client: SchedulerClient;
beforeEach(async () => {
  stand = await startScheduleStand();
  client = new SchedulerClient(stand.clientConfig);
});
afterEach(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const SCHEDULE_ARN = `arn:aws:scheduler:${ACCOUNT}:schedule/default/s`;
const NOW = new Date(Date.UTC(2026, 0, 1));
const create = (...request: Parameters<ScheduleStand['request']>) => client.send(new CreateScheduleCommand(stand.request(...request)));

describe('a schedule', () => {
  it('when it is created with every setting, then it is returned unchanged', async () => {
    const made = {
      Description: 'Every morning',
      ScheduleExpression: 'cron(0 9 ? * MON-FRI *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      StartDate: new Date(Date.UTC(2026, 1, 1)),
      EndDate: new Date(Date.UTC(2026, 2, 1)),
      State: 'DISABLED',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
    } as const;
    const target = {
      Input: '{}',
      DeadLetterConfig: { Arn: stand.dead },
      RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 },
    };
    expect(await create(made, target)).toMatchObject({ ScheduleArn: SCHEDULE_ARN });
    expect(await client.send(new GetScheduleCommand({ Name: 's' }))).toMatchObject({
      ...made,
      ...{ Arn: SCHEDULE_ARN, Name: 's', GroupName: 'default', CreationDate: NOW, LastModificationDate: NOW },
      Target: { Arn: FUNCTION_ARN, RoleArn: ROLE_ARN, ...target },
    });
  });

  it('when it is created with the required settings, then it has AWS’s defaults', async () => {
    await create({});
    expect(await client.send(new GetScheduleCommand({ Name: 's' }))).toMatchObject({
      ...{ ScheduleExpressionTimezone: 'UTC', State: 'ENABLED', ActionAfterCompletion: 'NONE', FlexibleTimeWindow: { Mode: 'OFF' } },
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
    });
  });

  it('when it is updated, then omitted members have their defaults again', async () => {
    await create({ Description: 'old', State: 'DISABLED' }, { Input: '{}' });
    await stand.clock.advance({ minutes: 1 });
    await client.send(new UpdateScheduleCommand(stand.request({ ScheduleExpression: 'rate(1 hour)' })));
    const { Description, State, Target, LastModificationDate, CreationDate } = await client.send(new GetScheduleCommand({ Name: 's' }));
    expect({ Description, State, Input: Target?.Input }).toEqual({ Description: undefined, State: 'ENABLED', Input: undefined });
    expect(CreationDate).toEqual(NOW);
    expect(LastModificationDate).toEqual(new Date(NOW.getTime() + 60_000));
  });

  it('when it exists, then another with its name is rejected, but not the same request again', async () => {
    await create({ ClientToken: 'a' });
    await expect(create({ ClientToken: 'b' })).rejects.toMatchObject({ name: 'ConflictException', message: 'Schedule s already exists.' });
    expect(await create({ ClientToken: 'a' })).toMatchObject({ ScheduleArn: SCHEDULE_ARN });
  });

  it('when it is deleted, then it no longer exists', async () => {
    await create({});
    await client.send(new DeleteScheduleCommand({ Name: 's' }));
    const gone = { name: 'ResourceNotFoundException', message: 'Schedule s does not exist.' };
    await expect(client.send(new GetScheduleCommand({ Name: 's' }))).rejects.toMatchObject(gone);
    await expect(client.send(new DeleteScheduleCommand({ Name: 's' }))).rejects.toMatchObject(gone);
    await expect(client.send(new UpdateScheduleCommand(stand.request({})))).rejects.toMatchObject(gone);
  });

  it.each([
    ['Name', { Name: 'a b' }, {}, "Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern"],
    ['ScheduleExpression', { ScheduleExpression: 'rate(5 seconds)' }, {}, 'Invalid Schedule Expression rate(5 seconds).'],
    ['ScheduleExpressionTimezone', { ScheduleExpressionTimezone: 'Mars' }, {}, 'Invalid Schedule Expression Timezone Mars.'],
    ['StartDate', { StartDate: new Date(NOW.getTime() - 301_000) }, {}, 'The StartDate you specify cannot be earlier than 5 minutes ago.'],
    ['EndDate', { StartDate: NOW, EndDate: NOW }, {}, 'The EndDate you specify must come after the StartDate.'],
    ['State', { State: 'OFF' as 'ENABLED' }, {}, "Value 'OFF' at 'state' failed to satisfy constraint: Member must satisfy enum value set"],
    ['a window without minutes', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } as const }, {}, 'MaximumWindowInMinutes'],
    ['minutes without a window', { FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: 5 } as const }, {}, 'MaximumWindowInMinutes'],
    [
      'several members at once',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1_441 } as const },
      { RetryPolicy: { MaximumRetryAttempts: 186, MaximumEventAgeInSeconds: 59 } },
      /^3 validation errors detected: .*less than or equal to 1440; .*greater than or equal to 60; .*less than or equal to 185$/,
    ],
    ['a DLQ that is FIFO', {}, { DeadLetterConfig: { Arn: `arn:aws:sqs:${ACCOUNT}:dead.fifo` } }, "at 'target.deadLetterConfig.arn'"],
    ['Input of a function', {}, { Input: 'no JSON' }, 'must be well-formed JSON'],
    ['a bus without its parameters', {}, { Arn: `arn:aws:events:${ACCOUNT}:event-bus/b` }, 'has EventBridgeParameters'],
    ['a FIFO queue without a group', {}, { Arn: `arn:aws:sqs:${ACCOUNT}:q.fifo` }, 'has SqsParameters'],
    [
      'a universal target',
      {},
      { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' },
      'local-aws does not support the target arn:aws:scheduler:::aws-sdk:sqs:sendMessage of schedules',
    ],
    ['another target', {}, { EcsParameters: { TaskDefinitionArn: 't' } }, 'local-aws does not support EcsParameters of schedules'],
    ['a key', { KmsKeyArn: 'k' }, {}, 'local-aws does not support KmsKeyArn of schedules'],
    [
      'a role that does not exist',
      {},
      { RoleArn: 'arn:aws:iam::000000000000:role/nobody' },
      'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    ],
  ])('when its %s is wrong, then it is refused', async (_what, more, target, message) => {
    const refused = {
      name: 'ValidationException',
      message: typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    };
    await expect(create(more, target)).rejects.toMatchObject(refused);
  });

  it('when its role trusts Scheduler for another group only, then it is refused', async () => {
    const other = GROUP_ARN.replace('default', 'other');
    stand.putCaller([], { Condition: { ArnEquals: { 'aws:SourceArn': other } } });
    await expect(create({})).rejects.toThrow('must allow AWS EventBridge Scheduler to assume the role');
    // "Do not scope the aws:SourceArn statement to a specific schedule": AWS asks for the group's.
    stand.putCaller([], { Condition: { ArnEquals: { 'aws:SourceArn': SCHEDULE_ARN } } });
    await expect(create({})).rejects.toThrow('must allow AWS EventBridge Scheduler to assume the role');
    stand.putCaller([], { Condition: { ArnEquals: { 'aws:SourceArn': GROUP_ARN } } });
    await create({});
  });

  it('when they are listed, then by group, state and prefix, page by page', async () => {
    await client.send(new CreateScheduleGroupCommand({ Name: 'g' }));
    stand.putCaller([], { Condition: {} });
    for (const Name of ['a1', 'a2', 'b1']) await create({ Name, State: 'DISABLED' });
    await create({ Name: 'a3', GroupName: 'g' });
    const list = async (input: ListSchedulesCommandInput) => {
      const { Schedules = [], NextToken } = await client.send(new ListSchedulesCommand(input));
      return { names: Schedules.map(({ Name }) => Name), NextToken };
    };
    expect((await list({})).names).toEqual(['a1', 'a2', 'b1', 'a3']);
    expect((await list({ GroupName: 'g' })).names).toEqual(['a3']);
    expect((await list({ State: 'ENABLED' })).names).toEqual(['a3']);
    expect((await list({ NamePrefix: 'a' })).names).toEqual(['a1', 'a2', 'a3']);
    const first = await list({ MaxResults: 3 });
    expect(first.names).toEqual(['a1', 'a2', 'b1']);
    expect(await list({ MaxResults: 3, NextToken: first.NextToken })).toEqual({ names: ['a3'], NextToken: undefined });
  });
});

describe('a schedule group', () => {
  it('when it is created, then it exists; and when it is deleted, then so are its schedules', async () => {
    const Arn = GROUP_ARN.replace('default', 'g');
    expect(await client.send(new CreateScheduleGroupCommand({ Name: 'g' }))).toMatchObject({ ScheduleGroupArn: Arn });
    expect(await client.send(new GetScheduleGroupCommand({ Name: 'g' }))).toMatchObject({
      Arn,
      Name: 'g',
      State: 'ACTIVE',
      CreationDate: NOW,
    });
    await expect(client.send(new CreateScheduleGroupCommand({ Name: 'g' }))).rejects.toMatchObject({ name: 'ConflictException' });
    stand.putCaller([], { Condition: {} });
    await create({ GroupName: 'g' });
    expect(await client.send(new GetScheduleCommand({ Name: 's', GroupName: 'g' }))).toMatchObject({ GroupName: 'g' });
    const { ScheduleGroups = [] } = await client.send(new ListScheduleGroupsCommand({}));
    expect(ScheduleGroups.map(({ Name }) => Name)).toEqual(['default', 'g']);
    await client.send(new DeleteScheduleGroupCommand({ Name: 'g' }));
    await expect(client.send(new GetScheduleCommand({ Name: 's', GroupName: 'g' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(client.send(new GetScheduleGroupCommand({ Name: 'g' }))).rejects.toMatchObject({
      message: 'Schedule group g does not exist.',
    });
  });

  it('when it does not exist, then no schedule can be created in it; and the default group cannot be deleted', async () => {
    await expect(create({ GroupName: 'g' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Schedule group g does not exist.',
    });
    await expect(client.send(new DeleteScheduleGroupCommand({ Name: 'default' }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('when an operation does not exist, then the error names it', async () => {
    await expect(client.send(new ListTagsForResourceCommand({ ResourceArn: GROUP_ARN }))).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('permissions', () => {
  it.each([
    ['scheduler:CreateSchedule', SCHEDULE_ARN, () => new CreateScheduleCommand(stand.request({}))],
    ['scheduler:ListSchedules', '*', () => new ListSchedulesCommand({})],
    ['scheduler:GetScheduleGroup', GROUP_ARN, () => new GetScheduleGroupCommand({ Name: 'default' })],
  ])("when a function's role may not %s, then the call is refused", async (action, resource, command) => {
    const { credentials } = stand.iam.assumeRole(stand.putRole('r', { Effect: 'Allow', Action: 's3:*', Resource: '*' }), 'f');
    const own = new SchedulerClient({ ...stand.clientConfig, credentials });
    await expect(own.send(command() as ListSchedulesCommand)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`${action} on resource: ${resource}`),
    });
    own.destroy();
  });

  it('when the role that makes a schedule may not pass its role, then it is refused', async () => {
    const { credentials } = stand.iam.assumeRole(stand.putRole('r', { Effect: 'Allow', Action: 'scheduler:*', Resource: '*' }), 'f');
    const own = new SchedulerClient({ ...stand.clientConfig, credentials });
    await expect(own.send(new CreateScheduleCommand(stand.request({})))).rejects.toThrow(`iam:PassRole on resource: ${ROLE_ARN}`);
    own.destroy();
  });
});
