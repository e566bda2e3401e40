import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, ROLE_ARN, type ScheduleDeploying, type ScheduleStand, startScheduleStand } from './testing/schedule-stand.ts';

const BEGIN_MS = Date.UTC(2026, 0, 1);
const QUEUE = `arn:aws:sqs:${ACCOUNT}:q`;
const FIVE_MINUTES = 5 * 60_000;

let directory: string;
let stand: ScheduleStand;
let client: SchedulerClient;
const begin = async (nowMs: number, deploy?: (core: ScheduleDeploying) => void): Promise<void> => {
  const clock = virtualClock(nowMs, () => stand.settled());
  stand = await startScheduleStand({ file: join(directory, 'state.db'), clock, ...(deploy === undefined ? {} : { deploy }) });
  client = new SchedulerClient(stand.clientConfig);
  await stand.settled();
};
const end = async (): Promise<void> => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
};
const restart = async (nowMs: number, deploy?: (core: ScheduleDeploying) => void): Promise<void> => {
  await end();
  await begin(nowMs, deploy);
};
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scheduler-'));
});
afterEach(async () => {
  await end();
  rmSync(directory, { recursive: true });
});

const create = async (...request: Parameters<ScheduleStand['request']>): Promise<void> => {
  await client.send(new CreateScheduleCommand(stand.request(...request)));
  await stand.settled();
};
/** The scheduled times in the queue, in minutes after the beginning. */
const times = (): readonly number[] => stand.messages(stand.queue).map(({ body }) => (Date.parse(String(body)) - BEGIN_MS) / 60_000);
const target = { Arn: QUEUE, Input: '<aws.scheduler.scheduled-time>' };
const declared =
  (ScheduleExpression: string, State = 'ENABLED') =>
  ({ scheduler }: ScheduleDeploying): void =>
    scheduler.declare.schedule({
      Name: 't',
      ScheduleExpression,
      State,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { ...target, RoleArn: ROLE_ARN },
    });

describe('when local-aws is started again', () => {
  it('then a schedule of the API resumes', async () => {
    await begin(BEGIN_MS);
    await client.send(new CreateScheduleGroupCommand({ Name: 'g' }));
    await create({}, target);
    await stand.clock.advance({ minutes: 7 });
    expect(times()).toEqual([0, 5]);
    await restart(BEGIN_MS + 8 * 60_000);
    expect(times()).toEqual([]);
    await stand.clock.advance({ minutes: 2 });
    expect(times()).toEqual([10]);
    expect((await client.send(new ListScheduleGroupsCommand({}))).ScheduleGroups?.map(({ Name }) => Name)).toEqual(['default', 'g']);
  });

  it('then so does one that Terraform declares as before', async () => {
    await begin(BEGIN_MS, declared('rate(5 minutes)'));
    expect(times()).toEqual([0]);
    await restart(BEGIN_MS + 3 * 60_000, declared('rate(5 minutes)'));
    await stand.clock.advance({ minutes: 2 });
    expect(times()).toEqual([5]);
  });

  it('and Terraform declares other times, then they hold from then on', async () => {
    await begin(BEGIN_MS, declared('rate(5 minutes)'));
    await restart(BEGIN_MS + 3 * 60_000, declared('rate(2 minutes)'));
    await stand.clock.advance({ minutes: 4 });
    expect(times()).toEqual([0, 3, 5, 7]);
  });

  it('and Terraform no longer declares a schedule, then it is deleted', async () => {
    await begin(BEGIN_MS, declared('rate(5 minutes)'));
    await create({ Name: 'made' }, target);
    await restart(BEGIN_MS + 1);
    expect((await client.send(new ListSchedulesCommand({}))).Schedules?.map(({ Name }) => Name)).toEqual(['made']);
  });

  it('and invocations were missed, then one invocation replaces them, with the latest time', async () => {
    await begin(BEGIN_MS);
    await create({}, target);
    await create({ Name: 'once', ScheduleExpression: 'at(2026-01-01T00:20:00)' }, target);
    await restart(BEGIN_MS + 3_600_000 + FIVE_MINUTES / 2);
    expect(times().toSorted((a, b) => a - b)).toEqual([0, 20, 60]);
    await stand.clock.advance({ minutes: 5 });
    expect(times()).toEqual([65]);
  });

  it('and it was disabled meanwhile, then no invocation is made up', async () => {
    await begin(BEGIN_MS, declared('rate(5 minutes)', 'DISABLED'));
    await restart(BEGIN_MS + 3_600_000 + 1, declared('rate(5 minutes)'));
    expect(times()).toEqual([]);
    await stand.clock.advance({ minutes: 5 });
    expect(times()).toEqual([65]);
  });

  it('and a target was being retried, then the retries continue', async () => {
    await begin(BEGIN_MS);
    stand.faults.use({ seed: 1, faults: [{ on: 'schedule:s', what: 'fail' }] });
    await create({ ScheduleExpression: 'at(2026-01-01T00:00:00)' }, target);
    expect(stand.outcomes()).toEqual(['retried']);
    await restart(BEGIN_MS + 60_000);
    expect(stand.outcomes()).toEqual(['delivered']);
    expect(times()).toEqual([0]);
  });

  it('and a target waits within its flexible window, then it still is invoked once', async () => {
    await begin(BEGIN_MS);
    const FlexibleTimeWindow = { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 } as const;
    await create({ ScheduleExpression: 'at(2026-01-01T00:00:00)', FlexibleTimeWindow }, target);
    expect(times()).toEqual([]);
    await restart(BEGIN_MS + 1);
    await stand.clock.advance({ hours: 1 });
    expect(times()).toEqual([0]);
  });
});
