import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetScheduleCommand, GetScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type VirtualClock, virtualClock } from '@plumbline/local-aws-kernel';
import type { StackFile } from '@plumbline/topology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../src/index.ts';

let folder: string;
let aws: LocalAws | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scheduler-types-'));
});
afterEach(async () => {
  await aws?.stop();
  aws = undefined;
  rmSync(folder, { recursive: true });
});

const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const TARGET = {
  arn: '${aws_sqs_queue.q.arn}',
  role_arn: '${aws_iam_role.caller.arn}',
  input: '{"n":1}',
  retry_policy: { maximum_event_age_in_seconds: 3_600, maximum_retry_attempts: 3 },
  dead_letter_config: { arn: '${aws_sqs_queue.q.arn}' },
};
const SCHEDULE = {
  name: 's',
  group_name: '${aws_scheduler_schedule_group.g.name}',
  description: 'Ticks.',
  schedule_expression: 'rate(5 minutes)',
  schedule_expression_timezone: 'Europe/Berlin',
  start_date: '2026-01-01T01:00:00Z',
  end_date: '2026-01-02T00:00:00Z',
  state: 'ENABLED',
  flexible_time_window: [{ mode: 'OFF' }],
  target: TARGET,
};
const stack = (schedule: StackFile['resources'][string][string], trusted = '${aws_scheduler_schedule_group.g.arn}'): StackFile => ({
  name: 'feed',
  directory: folder,
  data: {},
  resources: {
    aws_sqs_queue: { q: { name: 'q' } },
    aws_iam_role: {
      caller: {
        name: 'caller',
        assume_role_policy: policy({
          Principal: { Service: 'scheduler.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { ArnEquals: { 'aws:SourceArn': trusted } },
        }),
      },
    },
    aws_iam_role_policy: {
      caller: { role: '${aws_iam_role.caller.name}', policy: policy({ Action: 'sqs:SendMessage', Resource: '${aws_sqs_queue.q.arn}' }) },
    },
    aws_scheduler_schedule_group: { g: { name: 'g', tags: { team: 'feed' } } },
    aws_scheduler_schedule: { s: schedule },
  },
});
const start = async (file: StackFile) => {
  const clock: VirtualClock = virtualClock(Date.UTC(2026, 0, 1), async () => aws?.idle());
  aws = await startLocalAws({ stacks: [file], port: 0, clock });
  const client = { endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return { ...aws, clock, scheduler: new SchedulerClient(client), sqs: new SQSClient(client) };
};

describe('aws_scheduler_schedule', () => {
  it('when it is declared with its group, then both exist, neither is unknown, and it invokes its target', async () => {
    const { report, scheduler, sqs, clock, url } = await start(stack(SCHEDULE));
    expect(report.unknown).toEqual([]);
    const arn = 'arn:aws:scheduler:eu-west-1:000000000000:schedule';
    expect(await scheduler.send(new GetScheduleGroupCommand({ Name: 'g' }))).toMatchObject({ Arn: `${arn}-group/g` });
    expect(await scheduler.send(new GetScheduleCommand({ Name: 's', GroupName: 'g' }))).toMatchObject({
      ...{ Arn: `${arn}/g/s`, Description: 'Ticks.', State: 'ENABLED', ScheduleExpressionTimezone: 'Europe/Berlin' },
      ...{ StartDate: new Date(Date.UTC(2026, 0, 1, 1)), EndDate: new Date(Date.UTC(2026, 0, 2)) },
      Target: {
        ...{ Arn: 'arn:aws:sqs:eu-west-1:000000000000:q', RoleArn: 'arn:aws:iam::000000000000:role/caller', Input: '{"n":1}' },
        RetryPolicy: { MaximumEventAgeInSeconds: 3_600, MaximumRetryAttempts: 3 },
        DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:000000000000:q' },
      },
    });
    await clock.advance({ hours: 24 });
    const QueueUrl = `${url}/000000000000/q`;
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }));
    expect(Attributes?.['ApproximateNumberOfMessages']).toBe(String(1 + (23 * 60) / 5));
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body).toBe('{"n":1}');
    scheduler.destroy();
    sqs.destroy();
  });

  const { start_date: _, end_date: __, ...endless } = SCHEDULE;
  it.each([
    [
      'an argument',
      { ...SCHEDULE, name_prefix: 'k' },
      'aws_scheduler_schedule.s: local-aws does not support the argument name_prefix of aws_scheduler_schedule,',
    ],
    [
      "a target's argument",
      { ...SCHEDULE, target: { ...TARGET, ecs_parameters: [{ task_definition_arn: 't' }] } },
      'aws_scheduler_schedule.s: local-aws does not support the argument target.ecs_parameters of',
    ],
    [
      'a target',
      { ...SCHEDULE, target: { ...TARGET, arn: 'arn:aws:kinesis:eu-west-1:000000000000:stream/s' } },
      'does not support the target arn:aws:kinesis',
    ],
    ['an expression', { ...SCHEDULE, schedule_expression: 'rate(5)' }, 'aws_scheduler_schedule.s: Invalid Schedule Expression rate(5).'],
    ['a group that does not exist', { ...endless, group_name: 'h' }, 'aws_scheduler_schedule.s: Schedule group h does not exist.'],
  ])('when %s is unknown, then the start stops and names the resource', async (_what, schedule, message) => {
    await expect(start(stack(schedule))).rejects.toThrow(message);
  });

  it('when its role may not be assumed on behalf of its group, then the start stops as an apply would', async () => {
    const other = 'arn:aws:scheduler:eu-west-1:000000000000:schedule-group/other';
    await expect(start(stack(SCHEDULE, other))).rejects.toThrow('aws_scheduler_schedule.s: The execution role you provide must allow');
  });
});
