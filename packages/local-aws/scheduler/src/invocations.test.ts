import {
  CreateScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, FUNCTION_ARN, ROLE_ARN, type ScheduleStand, startScheduleStand } from './testing/schedule-stand.ts';

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
const create = async (...request: Parameters<ScheduleStand['request']>): Promise<void> => {
  await client.send(new CreateScheduleCommand(stand.request(...request)));
  await stand.settled();
};
const warnings = (): readonly string[] => stand.occurrences.flatMap((one) => (one.kind === 'warning' ? [one.message] : []));
const runs = (): readonly unknown[] => stand.logLines('f').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

describe('when a schedule is due', () => {
  it('and its rate is 5 minutes, then its target is invoked at once, and 288 times in 24 hours', async () => {
    await create({}, { Arn: stand.queue, Input: 'tick' });
    expect(stand.sqs.depth(stand.queue).visible).toBe(1);
    await stand.clock.advance({ hours: 24 });
    expect(stand.sqs.depth(stand.queue).visible).toBe(1 + 288);
    expect(new Set(stand.outcomes())).toEqual(new Set(['delivered']));
  });

  it('then the function gets the input, with the context attributes filled in', async () => {
    const Input = JSON.stringify({
      arn: '<aws.scheduler.schedule-arn>',
      time: '<aws.scheduler.scheduled-time>',
      id: '<aws.scheduler.execution-id>',
      attempt: '<aws.scheduler.attempt-number>',
    });
    await create({ ScheduleExpression: 'cron(0 12 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' }, { Input });
    await stand.clock.advance({ hours: 24 });
    expect(runs()).toEqual([
      { arn: SCHEDULE_ARN, time: '2026-01-01T11:00:00Z', id: expect.stringMatching(/^[0-9a-f]{16}$/), attempt: '1' },
    ]);
  });

  it('and it has no input, then the function gets the notification of a scheduled event', async () => {
    await create({});
    expect(runs()).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'Scheduled Event',
        source: 'aws.scheduler',
        account: '000000000000',
        time: '2026-01-01T00:00:00Z',
        region: 'eu-west-1',
        resources: [SCHEDULE_ARN],
        detail: '{}',
      },
    ]);
  });

  it('and its window is flexible, then it is invoked somewhere within it, once each, and at the same time in another run', async () => {
    const times = async (): Promise<readonly number[]> => {
      const { occurrences, clock, request, stop, clientConfig } = await startScheduleStand();
      const own = new SchedulerClient(clientConfig);
      const FlexibleTimeWindow = { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 } as const;
      await own.send(new CreateScheduleCommand(request({ ScheduleExpression: 'cron(0 * * * ? *)', FlexibleTimeWindow })));
      const found: number[] = [];
      for (let minute = 0; minute < 300; minute += 1) {
        await clock.advance({ minutes: 1 });
        for (const { kind } of occurrences.splice(0)) if (kind === 'schedule') found.push(minute + 1);
      }
      own.destroy();
      await stop();
      return found;
    };
    const found = await times();
    expect(found.map((minute) => Math.floor((minute - 1) / 60))).toEqual([0, 1, 2, 3, 4]);
    for (const minute of found) expect((minute - 1) % 60).toBeLessThan(30);
    expect(new Set(found.map((minute) => minute % 60)).size).toBeGreaterThan(2);
    expect(await times()).toEqual(found);
  });

  it('and it is disabled, then nothing happens; and when it is enabled, then no invocation is made up', async () => {
    await create({ State: 'DISABLED' }, { Arn: stand.queue });
    await stand.clock.advance({ hours: 1 });
    expect(stand.outcomes()).toEqual([]);
    await client.send(new UpdateScheduleCommand(stand.request({ State: 'ENABLED' }, { Arn: stand.queue })));
    await stand.clock.advance({ minutes: 4 });
    expect(stand.outcomes()).toEqual(['delivered']);
    await stand.clock.advance({ minutes: 1 });
    expect(stand.outcomes()).toEqual(['delivered', 'delivered']);
  });

  it('and its times are changed, then the new ones hold from now on', async () => {
    await create({}, { Arn: stand.queue });
    const changed = stand.request({ ScheduleExpression: 'rate(1 hour)' }, { Arn: stand.queue });
    await stand.clock.advance({ minutes: 2 });
    await client.send(new UpdateScheduleCommand(changed));
    await stand.clock.advance({ hours: 2 });
    expect(stand.outcomes()).toHaveLength(1 + 3);
  });

  it('and it has a start and an end, then it is invoked between them', async () => {
    const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));
    await create({ ScheduleExpression: 'rate(1 day)', StartDate: day(3), EndDate: day(5) }, { Arn: stand.queue });
    await stand.clock.advance({ hours: 24 * 10 });
    expect(stand.outcomes()).toHaveLength(3);
  });
});

describe('when a schedule has run out', () => {
  const left = async () => (await client.send(new ListSchedulesCommand({}))).Schedules?.map(({ Name }) => Name);

  it.each([
    ['at(2026-01-01T10:00:00)', 1],
    ['rate(4 hours)', 4],
  ])('and %s is to be deleted afterwards, then it is, after its last invocation', async (ScheduleExpression, count) => {
    const EndDate = new Date(Date.UTC(2026, 0, 1, 12));
    await create({ ScheduleExpression, EndDate, ActionAfterCompletion: 'DELETE' }, { Arn: stand.queue });
    await stand.clock.advance({ hours: 9 });
    expect(await left()).toEqual(['s']);
    await stand.clock.advance({ hours: 4 });
    expect(await left()).toEqual([]);
    expect(stand.outcomes()).toHaveLength(count);
  });

  it('and it is not to be deleted, then it stays', async () => {
    await create({ ScheduleExpression: 'at(2026-01-01T10:00:00)' }, { Arn: stand.queue });
    await stand.clock.advance({ hours: 24 });
    expect(await left()).toEqual(['s']);
    expect(stand.outcomes()).toEqual(['delivered']);
  });
});

describe('a target', () => {
  it('when it is a FIFO queue, then it gets the group', async () => {
    const fifo = stand.sqs.putQueue({ name: 'q.fifo', fifo: true, contentBasedDeduplication: true });
    stand.putCaller([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: fifo }]);
    await create({}, { Arn: fifo, Input: 'x', SqsParameters: { MessageGroupId: 'g' } });
    expect(stand.take(fifo).map(({ attributes }) => attributes['MessageGroupId'])).toEqual(['g']);
  });

  it('when it is a bus, then it gets an event, if the role may send it', async () => {
    stand.events.declare.bus({ name: 'orders' });
    const Arn = `arn:aws:events:${ACCOUNT}:event-bus/orders`;
    const allowed = { Effect: 'Allow', Action: 'events:PutEvents', Resource: Arn } as const;
    stand.putCaller([{ ...allowed, Condition: { 'ForAllValues:StringEquals': { 'events:source': 'com.acme' } } }]);
    const event = { DetailType: 'tick', Source: 'com.acme' };
    await create({ Name: 'a' }, { Arn, Input: '{"n":1}', EventBridgeParameters: event });
    await create({ Name: 'b' }, { Arn, Input: '{"n":2}', EventBridgeParameters: { ...event, Source: 'com.other' } });
    const events = stand.occurrences.flatMap((one) => (one.kind === 'event' ? [one.event] : []));
    expect(events).toMatchObject([{ source: 'com.acme', 'detail-type': 'tick', detail: { n: 1 } }]);
    expect(stand.outcomes()).toEqual(['delivered', 'dropped']);
  });

  it('when it is a state machine, then an execution is started with the input', async () => {
    const Arn = `arn:aws:states:${ACCOUNT}:stateMachine:m`;
    const definition = JSON.stringify({ StartAt: 'S', States: { S: { Type: 'Pass', End: true } } });
    stand.stepfunctions.putStateMachine({ name: 'm', arn: Arn, roleArn: stand.putRole('m'), definition, type: 'STANDARD', tracing: false });
    stand.putCaller([{ Effect: 'Allow', Action: 'states:StartExecution', Resource: Arn }]);
    await create({}, { Arn, Input: '{"n":1}' });
    const rows = stand.store.prepare('select input from sfn_execution').all();
    expect(rows.map(({ input }) => input)).toEqual(['{"n":1}']);
  });
});

describe('when a target cannot be invoked', () => {
  it('because the role may not, then the input goes to the dead-letter queue at once, with the attributes that AWS documents', async () => {
    stand.putCaller([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: stand.dead }]);
    await create({}, { Input: '{"n":1}', DeadLetterConfig: { Arn: stand.dead } });
    expect(stand.outcomes()).toEqual(['deadLettered']);
    expect(stand.messages(stand.dead)).toEqual([
      {
        body: '{"n":1}',
        ERROR_CODE: 'AccessDeniedException',
        ERROR_MESSAGE: expect.stringContaining(
          'assumed-role/caller/EventBridgeScheduler is not authorized to perform: lambda:InvokeFunction',
        ),
        EXECUTION_ID: expect.stringMatching(/^[0-9a-f]{16}$/),
        IS_PAYLOAD_TRUNCATED: 'false',
        RETRY_ATTEMPTS: '0',
        SCHEDULED_TIME: '2026-01-01T00:00:00Z',
        SCHEDULE_ARN,
        TARGET_ARN: FUNCTION_ARN,
      },
    ]);
  });

  it.each([
    ['a function', `${FUNCTION_ARN}2`, 'lambda:InvokeFunction', 'ResourceNotFoundException'],
    ['a queue', `arn:aws:sqs:${ACCOUNT}:nowhere`, 'sqs:SendMessage', 'QueueDoesNotExist'],
  ])('because it is %s that does not exist, then the dead letter names the error', async (_what, Arn, Action, code) => {
    stand.putCaller([{ Effect: 'Allow', Action: [Action, 'sqs:SendMessage'], Resource: '*' }]);
    await create({}, { Arn, DeadLetterConfig: { Arn: stand.dead } });
    expect(stand.messages(stand.dead)).toMatchObject([{ ERROR_CODE: code, RETRY_ATTEMPTS: '0' }]);
  });

  it('because the role may not be assumed any more, then the dead-letter queue cannot be written to either', async () => {
    await create({ ScheduleExpression: 'rate(1 hour)' }, { DeadLetterConfig: { Arn: stand.dead } });
    stand.putCaller([{ Effect: 'Allow', Action: '*', Resource: '*' }], { Principal: { Service: 'events.amazonaws.com' } });
    await stand.clock.advance({ hours: 1 });
    expect(stand.outcomes()).toEqual(['delivered', 'dropped']);
    expect(stand.messages(stand.dead)).toEqual([]);
    expect(stand.occurrences).toContainEqual(
      expect.objectContaining({ outcome: 'dropped', reason: expect.stringContaining(`may not assume the role ${ROLE_ARN}`) }),
    );
  });

  it('and the role may not write to the dead-letter queue, then the invocation is lost, and it is said why', async () => {
    stand.putCaller([]);
    await create({}, { DeadLetterConfig: { Arn: stand.dead } });
    const reasons = stand.occurrences.flatMap((one) => (one.kind === 'schedule' ? [one.reason] : []));
    expect(reasons).toEqual([expect.stringMatching(/lambda:InvokeFunction.*the dead-letter queue .*:dead rejected it: .*sqs:SendMessage/)]);
  });

  it('and it may pass, then it is retried with increasing waits, and the attempts are counted', async () => {
    stand.faults.use({ seed: 1, faults: [{ on: 'schedule:s', what: 'fail', times: 3 }] });
    await create({ ScheduleExpression: 'at(2026-01-01T00:00:01)' }, { Arn: stand.queue, Input: '<aws.scheduler.attempt-number>' });
    await stand.clock.advance({ seconds: 1 + 1 + 2 + 3 });
    expect(stand.outcomes()).toEqual(['retried', 'retried', 'retried']);
    await stand.clock.advance({ seconds: 1 });
    expect(stand.messages(stand.queue)).toEqual([{ body: '4' }]);
  });

  it.each([
    ['MaximumRetryAttempts', { MaximumRetryAttempts: 2 }, '2'],
    ['MaximumEventAgeInSeconds', { MaximumEventAgeInSeconds: 60 }, '5'],
  ])('until %s is exhausted, then the dead letter states it', async (condition, RetryPolicy, attempts) => {
    stand.faults.use({ seed: 1, faults: [{ on: 'schedule:s', what: 'throttle' }] });
    await create({ ScheduleExpression: 'at(2026-01-01T01:00:00)' }, { RetryPolicy, DeadLetterConfig: { Arn: stand.dead } });
    await stand.clock.advance({ hours: 2 });
    expect(stand.messages(stand.dead)).toMatchObject([
      { EXHAUSTED_RETRY_CONDITION: condition, RETRY_ATTEMPTS: attempts, ERROR_CODE: 'ThrottlingException' },
    ]);
  });

  it('and the bus rejected the entry, then it is retried', async () => {
    stand.events.declare.bus({ name: 'orders' });
    stand.faults.use({ seed: 1, faults: [{ on: 'bus:orders', what: 'partial', times: 1, callers: 'everyone' }] });
    const Arn = `arn:aws:events:${ACCOUNT}:event-bus/orders`;
    stand.putCaller([{ Effect: 'Allow', Action: 'events:PutEvents', Resource: Arn }]);
    const EventBridgeParameters = { DetailType: 'tick', Source: 'com.acme' };
    await create({ ScheduleExpression: 'at(2026-01-01T01:00:00)' }, { Arn, Input: '{}', EventBridgeParameters });
    await stand.clock.advance({ hours: 2 });
    expect(stand.outcomes()).toEqual(['retried', 'delivered']);
  });

  it('and the schedule is deleted meanwhile, then a warning reports it', async () => {
    stand.faults.use({ seed: 1, faults: [{ on: 'schedule:s', what: 'fail' }] });
    await create({ ScheduleExpression: 'at(2026-01-01T01:00:00)' });
    await stand.clock.advance({ hours: 1 });
    stand.scheduler.schedules.remove('default/s');
    await stand.clock.advance({ hours: 1 });
    expect(warnings()).toEqual(['The schedule default/s no longer exists; its target is not invoked.']);
    await expect(client.send(new GetScheduleCommand({ Name: 's' }))).rejects.toThrow('Schedule s does not exist.');
  });
});
