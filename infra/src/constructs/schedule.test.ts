import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineFunction, defineService, type ServiceManifest } from '@plumbline/event-kit';
import { type Resource, readStacks, readTopology } from '@plumbline/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentFrom } from '../environment.ts';
import { App } from '../terraform.ts';
import { ServiceStack } from './service-stack.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
const ARN = 'eu-west-1:123456789012';

const feed: ServiceManifest = defineService({
  name: 'feed',
  domain: 'feeds',
  team: 'feed-team',
  summary: 'Brings what others report.',
  functions: [
    defineFunction({
      name: 'report',
      summary: 'Reports.',
      schedule: { expression: 'cron(0 9 ? * MON-FRI *)', timeZone: 'Europe/Berlin', input: { count: 5 }, enabled: false },
    }),
    defineFunction({ name: 'tick', summary: 'Ticks.', schedule: { expression: 'rate(5 minutes)' } }),
    defineFunction({ name: 'by-hand', summary: 'Waits for a person.', byHand: true }),
  ],
});

let directory: string;
let resources: readonly Resource[];
let problems: readonly string[];
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-schedule-'));
  for (const { name } of feed.functions) writeFileSync(join(directory, `${name}.zip`), name);
  const app = new App({ outdir: join(directory, 'out') });
  new ServiceStack(app, { environment: environmentFrom({}), manifest: feed, bundles: directory });
  app.synth();
  ({ resources, problems } = readTopology(await readStacks(join(directory, 'out')), WORLD));
});
afterAll(() => rmSync(directory, { recursive: true }));

const ofType = (type: string) => resources.filter((resource) => resource.type === type);
const named = (type: string, name: string): Resource['values'] =>
  ofType(type).find(({ values }) => [values.name, values.function_name, values.alarm_name].includes(`plumbline-dev-${name}`))?.values ?? {};
const policy = (type: string, name: string, attribute: string): unknown => JSON.parse(String(named(type, name)[attribute]));

describe('a function with a schedule', () => {
  it('when it is compiled, then every reference of it can be resolved', () => {
    expect(problems).toEqual([]);
  });

  it('then it is invoked in time, with its input, for as long as Scheduler can, and then dead-lettered', () => {
    expect(named('aws_scheduler_schedule', 'report')).toMatchObject({
      name: 'plumbline-dev-report',
      group_name: 'plumbline-dev-report',
      description: 'Reports.',
      schedule_expression: 'cron(0 9 ? * MON-FRI *)',
      schedule_expression_timezone: 'Europe/Berlin',
      state: 'DISABLED',
      flexible_time_window: { mode: 'OFF' },
      target: {
        arn: `arn:aws:lambda:${ARN}:function:plumbline-dev-report`,
        role_arn: 'arn:aws:iam::123456789012:role/plumbline-dev-report-schedule-role',
        input: '{"count":5}',
        retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
        dead_letter_config: { arn: `arn:aws:sqs:${ARN}:plumbline-dev-report-undelivered` },
      },
    });
  });

  it('when the manifest has only an expression, then the schedule is enabled, in UTC, with an empty object', () => {
    const tick = named('aws_scheduler_schedule', 'tick');
    expect(tick).toMatchObject({ state: 'ENABLED', schedule_expression_timezone: 'UTC', target: { input: '{}' } });
  });

  it('then only Scheduler may assume its role, for the one group, to invoke this function and to dead-letter', () => {
    expect(policy('aws_iam_role', 'report-schedule-role', 'assume_role_policy')).toMatchObject({
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' } },
          Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:scheduler:${ARN}:schedule-group/plumbline-dev-report` } },
        },
      ],
    });
    expect(policy('aws_iam_role_policy', 'report-schedule-policy', 'policy')).toMatchObject({
      Statement: [
        { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: `arn:aws:lambda:${ARN}:function:plumbline-dev-report` },
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:${ARN}:plumbline-dev-report-undelivered` },
      ],
    });
    // No two schedules share a group, or one role could be used for both.
    const groups = ofType('aws_scheduler_schedule').map(({ values }) => String(values.group_name));
    expect(new Set(groups).size).toBe(2);
    expect(ofType('aws_scheduler_schedule_group').map(({ values }) => values.name)).toEqual(expect.arrayContaining(groups));
  });

  it('then an alarm rings when it is not invoked, and when something is in its dead-letter queue', () => {
    expect(named('aws_cloudwatch_metric_alarm', 'report-not-invoked')).toMatchObject({
      namespace: 'AWS/Scheduler',
      metric_name: 'InvocationDroppedCount',
      dimensions: { ScheduleGroup: 'plumbline-dev-report' },
    });
    expect(named('aws_cloudwatch_metric_alarm', 'report-undelivered-not-empty')).toMatchObject({
      dimensions: { QueueName: 'plumbline-dev-report-undelivered' },
    });
  });
});

describe('a function that people invoke', () => {
  it.each(['by-hand', 'report'])('when it is %s, then it has everything else that a function has', (name) => {
    expect(named('aws_lambda_function', name)).toMatchObject({ runtime: 'nodejs24.x' });
    expect(ofType('aws_cloudwatch_log_group').map(({ values }) => values.name)).toContain(`/aws/lambda/plumbline-dev-${name}`);
    expect(named('aws_lambda_function_event_invoke_config', name)).toMatchObject({
      destination_config: { on_failure: { destination: `arn:aws:sqs:${ARN}:plumbline-dev-${name}-failed` } },
    });
    for (const alarm of ['errors', 'throttles', 'failed-not-empty']) {
      expect(named('aws_cloudwatch_metric_alarm', `${name}-${alarm}`)).not.toEqual({});
    }
  });

  it('when it is only invoked manually, then it has no schedule', () => {
    expect(named('aws_scheduler_schedule', 'by-hand')).toEqual({});
    expect(ofType('aws_iam_role').map(({ values }) => values.name)).not.toContain('plumbline-dev-by-hand-schedule-role');
  });
});
