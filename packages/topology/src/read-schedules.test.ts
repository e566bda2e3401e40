import { describe, expect, it } from 'vitest';
import type { StackFile } from './read-stacks.ts';
import { readTopology } from './read-topology.ts';
import type { Schedule } from './topology.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
const SCHEDULER = 'arn:aws:scheduler:eu-west-1:123456789012';
const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:q';

const read = (schedule: StackFile['resources'][string][string]): Schedule | undefined =>
  readTopology(
    [
      {
        name: 'feed',
        directory: '/feed',
        data: {},
        resources: {
          aws_sqs_queue: { q: { name: 'q' } },
          aws_iam_role: { caller: { name: 'caller' } },
          aws_scheduler_schedule_group: { g: { name: 'g' } },
          aws_scheduler_schedule: { s: schedule },
        },
      },
    ],
    WORLD,
  ).schedules[0];

const target = { arn: '${aws_sqs_queue.q.arn}', role_arn: '${aws_iam_role.caller.arn}' };
const least = { name: 's', schedule_expression: 'rate(1 hour)', flexible_time_window: { mode: 'OFF' }, target };

describe('a schedule', () => {
  it('when it sets every argument, then the topology has them all', () => {
    const schedule = {
      ...least,
      ...{ group_name: '${aws_scheduler_schedule_group.g.name}', schedule_expression_timezone: 'Europe/Berlin', state: 'DISABLED' },
      target: [
        {
          ...target,
          retry_policy: [{ maximum_event_age_in_seconds: 60, maximum_retry_attempts: 0 }],
          dead_letter_config: { arn: '${aws_sqs_queue.q.arn}' },
        },
      ],
    };
    expect(read(schedule)).toEqual({
      ...{ name: 's', arn: `${SCHEDULER}:schedule/g/s`, stack: 'feed', address: 'aws_scheduler_schedule.s' },
      ...{ groupArn: `${SCHEDULER}:schedule-group/g`, expression: 'rate(1 hour)', timeZone: 'Europe/Berlin', enabled: false },
      ...{ targetArn: QUEUE, roleArn: 'arn:aws:iam::123456789012:role/caller', deadLetterQueueArn: QUEUE },
      retry: { ageSecondsMax: 60, attemptsMax: 0 },
    });
  });

  it('when it sets the required arguments only, then it is enabled, in UTC, in the default group', () => {
    expect(read(least)).toMatchObject({
      ...{ arn: `${SCHEDULER}:schedule/default/s`, groupArn: `${SCHEDULER}:schedule-group/default`, timeZone: 'UTC', enabled: true },
      ...{ deadLetterQueueArn: undefined, retry: { ageSecondsMax: undefined, attemptsMax: undefined } },
    });
  });

  it('when its group cannot be resolved, then the group’s ARN is unknown', () => {
    expect(read({ ...least, group_name: '${var.group}' })?.groupArn).toBe('${var.group}');
  });
});
