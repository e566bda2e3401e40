import type { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { type CloudWatchLogsClient, type FilterLogEventsCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import type { VersionUsage } from '@plumbline/contract-gate';
import { defineEvent } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Delivered, deliveriesInLogs, deliveriesInMetrics } from './deliveries.ts';
import { drawVersions } from './draw-versions.ts';

const now = new Date('2026-11-21T09:00:00Z');

describe('deliveriesInMetrics, https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html', () => {
  it('when the metrics have several pages, then each page is read, and the sums are added', async () => {
    const asked: object[] = [];
    const dimensions = (version: string) =>
      Object.entries({ service: 'serve', event_type: 'DishCooked', event_version: version }).map(([Name, Value]) => ({ Name, Value }));
    const send = async (command: ListMetricsCommand | GetMetricStatisticsCommand) => {
      asked.push(command.input);
      if (!('StartTime' in command.input)) {
        const second = 'NextToken' in command.input;
        return { Metrics: [{ Dimensions: dimensions(second ? '2.0' : '1.0') }], ...(second ? {} : { NextToken: 'more' }) };
      }
      return { Datapoints: [{ Sum: 3 }, { Sum: 4 }] };
    };
    const client = { send } as unknown as Pick<CloudWatchClient, 'send'>;
    expect(await deliveriesInMetrics(client, 14, now)).toEqual([
      { consumer: 'serve', eventType: 'DishCooked', version: '1.0', count: 7 },
      { consumer: 'serve', eventType: 'DishCooked', version: '2.0', count: 7 },
    ]);
    expect(asked[0]).toEqual({ Namespace: 'Plumbline', MetricName: 'Deliveries' });
    expect(asked[1]).toMatchObject({ StartTime: new Date('2026-11-07T09:00:00Z'), EndTime: now, Period: 86_400, Statistics: ['Sum'] });
  });
});

describe('deliveriesInLogs', () => {
  it('when logs also have other lines, and a function has no log, then only deliveries are read', async () => {
    const line = JSON.stringify({ _aws: {}, service: 'serve', event_type: 'DishCooked', event_version: '1.0', Deliveries: 2 });
    const send = async ({ input }: FilterLogEventsCommand) => {
      if (input.logGroupName === '/aws/lambda/idle') throw new ResourceNotFoundException({ message: 'none', $metadata: {} });
      return { events: [{ message: line }, { message: 'not json "_aws" "Deliveries"' }, { message: '{"_aws":{},"Deliveries":"many"}' }] };
    };
    const client = { send } as unknown as Pick<CloudWatchLogsClient, 'send'>;
    expect(await deliveriesInLogs(client, ['idle', 'serve'], 1, now)).toEqual([
      { consumer: 'serve', eventType: 'DishCooked', version: '1.0', count: 2 },
    ]);
  });
});

describe('drawVersions', () => {
  const contract = (version: string, sunset?: string) =>
    defineEvent({
      eventType: 'DishCooked',
      detailType: 'dish-cooked',
      source: 'plumbline.kitchen',
      version,
      summary: '',
      owner: 'kitchen-team',
      data: z.object({}),
      examples: [],
      ...(sunset !== undefined && { deprecated: { since: '2026-01-01', sunset, reason: 'Use v2.' } }),
    });
  const user = (name: string) => ({ name, arn: name, service: 'hall', team: 'hall-team', rule: '' });
  const draw = (usage: Partial<VersionUsage>, deliveries?: readonly Delivered[]) =>
    drawVersions({
      usage: [{ contract: contract('1.2'), producers: [user('cook')], consumers: [user('serve')], ...usage }],
      deliveries,
      today: '2026-11-21',
    }).join('\n');

  it('when deliveries of several minor versions were seen, then they are added up for the consumer that received them', () => {
    const delivered = (consumer: string, version: string, count: number) => ({ consumer, eventType: 'DishCooked', version, count });
    const text = draw({}, [
      delivered('serve', '1.0', 2),
      delivered('serve', '1.2', 3),
      delivered('serve', '2.0', 50),
      delivered('clean', '1.0', 9),
    ]);
    expect(text).toMatch(/DishCooked v1 .*1\.2[\s\S]*by cook \(hall-team\)[\s\S]*-> serve \(hall-team\) +5 deliveries/);
  });

  it.each<readonly [string, Partial<VersionUsage>, readonly Delivered[] | undefined, RegExp]>([
    ['the system did not answer', {}, undefined, /-> serve \(hall-team\)$/m],
    ['nothing was delivered', {}, [], /-> serve .*no deliveries seen/],
    ['no function publishes it', { producers: [] }, [], /no publisher/],
    ['no function consumes it', { consumers: [] }, [], /no consumer/],
    ['it is deprecated', { contract: contract('1.2', '2026-12-31') }, [], /deprecated, until 2026-12-31/],
    ['its sunset has passed', { contract: contract('1.2', '2026-10-31') }, [], /past its sunset on 2026-10-31$/m],
    [
      'its sunset has passed and no function consumes it',
      { contract: contract('1.2', '2026-10-31'), consumers: [] },
      [],
      /past its sunset on 2026-10-31, can be removed/,
    ],
  ])('when %s, then the table shows it', (_, usage, deliveries, text) => {
    expect(draw(usage, deliveries)).toMatch(text);
  });
});
