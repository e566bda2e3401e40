import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Stand, startStand } from '@plumbline/local-aws-kernel/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logs } from './index.ts';

const GROUP = '/aws/lambda/f';

let stand: Stand<{ logs: typeof logs }>;
let client: CloudWatchLogsClient;

beforeEach(async () => {
  stand = await startStand({ logs });
  client = new CloudWatchLogsClient(stand.clientConfig);
  stand.logs.putLogGroup({ name: GROUP, retentionDays: 7 });
  for (const [index, stream] of ['a', 'b', 'a', 'b', 'a'].entries())
    stand.logs.append(GROUP, stream, [{ timeMs: index * 1_000, message: `${stream}${index} ERROR "x y"` }]);
});
afterEach(() => stand.stop());

const filter = async (more: Partial<FilterLogEventsCommandInput> = {}) => {
  const { events = [], nextToken } = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...more }));
  return { seen: events.map(({ message }) => message?.slice(0, 2)), nextToken };
};
const get = async (more: Partial<GetLogEventsCommandInput> = {}) => {
  const { events = [], ...tokens } = await client.send(new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: 'a', ...more }));
  return { seen: events.map(({ message }) => message?.slice(0, 2)), ...tokens };
};

describe('FilterLogEvents', () => {
  it.each<readonly [string, Partial<FilterLogEventsCommandInput>, readonly string[]]>([
    ['nothing', {}, ['a0', 'b1', 'a2', 'b3', 'a4']],
    ['a term', { filterPattern: 'b1' }, ['b1']],
    ['several terms', { filterPattern: 'ERROR b' }, ['b1', 'b3']],
    ['a phrase', { filterPattern: '"ERROR \\"x"' }, []],
    ['a phrase in quotes', { filterPattern: '"x y"' }, ['a0', 'b1', 'a2', 'b3', 'a4']],
    ['its streams', { logStreamNames: ['b'] }, ['b1', 'b3']],
    ['a prefix of its streams', { logStreamNamePrefix: 'a' }, ['a0', 'a2', 'a4']],
    ['a time span, both ends counting', { startTime: 1_000, endTime: 3_000 }, ['b1', 'a2', 'b3']],
  ])('when it is narrowed by %s, then only that is answered', async (_what, input, expected) => {
    expect((await filter(input)).seen).toEqual(expected);
  });

  it('when there is more than the limit, then a token leads to the remaining matches', async () => {
    const first = await filter({ limit: 2, logStreamNames: ['a'] });
    expect(first.seen).toEqual(['a0', 'a2']);
    const second = await filter({ limit: 2, logStreamNames: ['a'], ...(first.nextToken !== undefined && { nextToken: first.nextToken }) });
    expect(second).toEqual({ seen: ['a4'], nextToken: undefined });
  });

  it('when the pattern is of a kind that local-aws does not know, then it is refused', async () => {
    await expect(filter({ filterPattern: '{ $.level = "ERROR" }' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('when the group does not exist, then the error reports it', async () => {
    await expect(filter({ logGroupName: '/none' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });
});

describe('GetLogEvents', () => {
  it('when no options are given, then the newest events of the stream are returned, oldest first', async () => {
    expect((await get()).seen).toEqual(['a0', 'a2', 'a4']);
    expect((await get({ limit: 2 })).seen).toEqual(['a2', 'a4']);
    expect((await get({ limit: 2, startFromHead: true })).seen).toEqual(['a0', 'a2']);
    expect((await get({ startTime: 2_000, endTime: 4_000 })).seen).toEqual(['a2']);
  });

  it('when followed forward, then new events come, and at the end the token stays the same', async () => {
    const first = await get();
    const token = first.nextForwardToken ?? '';
    const end = await get({ nextToken: token });
    expect(end).toMatchObject({ seen: [], nextForwardToken: token });
    stand.logs.append(GROUP, 'a', [{ timeMs: 9_000, message: 'a9' }]);
    expect((await get({ nextToken: token })).seen).toEqual(['a9']);
  });

  it('when followed backward, then older events come', async () => {
    const last = await get({ limit: 1 });
    expect(last.seen).toEqual(['a4']);
    expect((await get({ nextToken: last.nextBackwardToken ?? '' })).seen).toEqual(['a0', 'a2']);
  });
});

describe('groups and streams', () => {
  it('when they are described, then they are there, by prefix', async () => {
    stand.logs.append('/other', 's', [{ timeMs: 0, message: 'made by its first line' }]);
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toEqual([
      { logGroupName: GROUP, arn: `arn:aws:logs:eu-west-1:000000000000:log-group:${GROUP}:*`, retentionInDays: 7 },
      { logGroupName: '/other', arn: 'arn:aws:logs:eu-west-1:000000000000:log-group:/other:*' },
    ]);
    expect((await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws' }))).logGroups).toHaveLength(1);
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName: GROUP }));
    expect(logStreams).toEqual([
      { logStreamName: 'a', firstEventTimestamp: 0, lastEventTimestamp: 4_000 },
      { logStreamName: 'b', firstEventTimestamp: 1_000, lastEventTimestamp: 3_000 },
    ]);
  });

  it('when a group is deployed again, then lines past its retention go', async () => {
    await stand.clock.advance({ hours: 1 });
    stand.logs.append(GROUP, 'a', [{ timeMs: stand.clock.now(), message: 'a! new' }]);
    stand.logs.putLogGroup({ name: GROUP, retentionDays: 7 });
    expect((await filter()).seen).toEqual(['a!']);
  });

  it('when lines are put over the API, then they are there, but only in a group that exists', async () => {
    await client.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: 'c' }));
    const put = (logGroupName: string) =>
      client.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'c', logEvents: [{ timestamp: 1, message: 'c! put' }] }));
    await put(GROUP);
    expect((await get({ logStreamName: 'c' })).seen).toEqual(['c!']);
    await expect(put('/none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('when a role may read one group only, then another is refused', async () => {
    const role = stand.putRole('reader', {
      Effect: 'Allow',
      Action: 'logs:FilterLogEvents',
      Resource: `arn:aws:logs:*:*:log-group:${GROUP}:*`,
    });
    client = new CloudWatchLogsClient({ ...stand.clientConfig, credentials: stand.iam.assumeRole(role, 's').credentials });
    expect((await filter()).seen).toHaveLength(5);
    await expect(filter({ logGroupName: '/other' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
