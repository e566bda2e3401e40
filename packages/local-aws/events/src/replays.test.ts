import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DescribeReplayCommand,
  EventBridgeClient,
  ListReplaysCommand,
  PutEventsCommand,
  StartReplayCommand,
  type StartReplayCommandInput,
} from '@aws-sdk/client-eventbridge';
import { virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventStand, startEventStand } from './testing/delivery-stand.ts';

const BUS = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders';
const ARCHIVE = 'arn:aws:events:eu-west-1:000000000000:archive/all';
const START = Date.UTC(2026, 0, 1);

let stand: EventStand;
let client: EventBridgeClient;

/** A bus with an archive, and two queues that receive all its events. */
const setUp = async (props: Parameters<typeof startEventStand>[0] = {}): Promise<void> => {
  stand = await startEventStand(props);
  client = new EventBridgeClient(stand.clientConfig);
  stand.events.buses.put('orders');
  stand.events.archives.put({ name: 'all', busArn: BUS, retentionDays: 0, createdMs: START });
  for (const name of ['first', 'second']) {
    const arn = stand.sqs.putQueue({ name });
    stand.sqs.setPolicy(arn, {
      Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn },
    });
    const rule = stand.events.buses.putRule({ name, busName: 'orders', pattern: '{"source":["com.acme"]}', enabled: true });
    rule.targets.set(name, { id: name, arn, retryPolicy: { eventAgeSecondsMax: 60, attemptsMax: 0 } });
  }
};
const minute = (count: number): Date => new Date(START + count * 60_000);
const publish = async (...minutes: readonly number[]): Promise<void> => {
  for (const each of minutes) {
    const entry = { Source: 'com.acme', DetailType: 't', Detail: `{"minute":${each}}`, Time: minute(each), EventBusName: 'orders' };
    await client.send(new PutEventsCommand({ Entries: [entry] }));
  }
  await stand.settled();
};
const queueArn = (name: string): string => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
/** The minutes of the events that a queue got since the last look, with the name of their replay. */
const got = (name: string): readonly (readonly [minute: number, replay: string | undefined])[] => {
  const all = [];
  for (let taken = stand.take(queueArn(name)); taken.length > 0; taken = stand.take(queueArn(name))) {
    for (const { body } of taken) {
      const event = JSON.parse(body) as { readonly detail: { readonly minute: number }; readonly 'replay-name'?: string };
      all.push([event.detail.minute, event['replay-name']] as const);
    }
  }
  return all;
};
const start = (more: Partial<StartReplayCommandInput> = {}) =>
  client.send(
    new StartReplayCommand({
      ReplayName: 'again',
      EventSourceArn: ARCHIVE,
      EventStartTime: minute(1),
      EventEndTime: minute(3),
      Destination: { Arn: BUS },
      ...more,
    }),
  );
const archiveMany = (count: number): void =>
  stand.store.write(() => {
    for (let each = 0; each < count; each += 1) {
      const event = { region: 'eu-west-1', id: `e-${each}`, source: 'com.acme', time: '2026-01-01T00:01:00Z', detail: { minute: each } };
      stand.events.archives.keep(BUS, JSON.stringify(event), minute(1).getTime());
    }
  });
const described = (ReplayName = 'again') => client.send(new DescribeReplayCommand({ ReplayName }));

beforeEach(() => setUp());
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('a replay, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html', () => {
  it('when it starts, then every rule gets the events of its span again, in order, with the name of the replay', async () => {
    await publish(0, 3, 1, 2, 4);
    expect(got('first')).toHaveLength(5);
    expect(await start()).toMatchObject({ ReplayArn: 'arn:aws:events:eu-west-1:000000000000:replay/again', State: 'STARTING' });
    await stand.settled();
    expect(got('first')).toEqual([
      [1, 'again'],
      [2, 'again'],
      [3, 'again'],
    ]);
    expect(await described()).toMatchObject({
      State: 'COMPLETED',
      EventSourceArn: ARCHIVE,
      Destination: { Arn: BUS },
      EventStartTime: minute(1),
      EventEndTime: minute(3),
      EventLastReplayedTime: minute(3),
      ReplayStartTime: new Date(START),
      ReplayEndTime: new Date(START),
    });
  });

  it('when it has rules, then no other rule receives events', async () => {
    await publish(1);
    got('first');
    got('second');
    await start({ Destination: { Arn: BUS, FilterArns: ['arn:aws:events:eu-west-1:000000000000:rule/orders/second'] } });
    await stand.settled();
    expect(got('first')).toEqual([]);
    expect(got('second')).toEqual([[1, 'again']]);
  });

  it('when events are replayed, then they are not archived again', async () => {
    await publish(1, 2);
    await start();
    await stand.settled();
    expect(stand.events.archives.size('all').events).toBe(2);
  });

  it('when an event has a text that looks like an envelope, then only the envelope changes', async () => {
    const Detail = '{"minute":1,"text":"\\"region\\":\\"x\\"","region":"elsewhere"}';
    await client.send(
      new PutEventsCommand({
        Entries: [{ Source: 'com.acme', DetailType: '"region":"y"', Detail, Time: minute(1), EventBusName: 'orders' }],
      }),
    );
    await stand.settled();
    const [before] = stand.take(queueArn('first'));
    await start();
    await stand.settled();
    const [after] = stand.take(queueArn('first'));
    expect(after?.body).toBe(before?.body.replace('"region":"eu-west-1"', '"region":"eu-west-1","replay-name":"again"'));
    expect(JSON.parse(after?.body ?? '')).toMatchObject({ 'detail-type': '"region":"y"', detail: { region: 'elsewhere' } });
  });

  it('when there is nothing in its span, then it is complete at once', async () => {
    await publish(9);
    await start();
    await stand.settled();
    expect(await described()).toMatchObject({ State: 'COMPLETED' });
  });

  it('when its archive is deleted meanwhile, then it fails, saying why', async () => {
    await publish(1);
    await start();
    stand.events.archives.remove('all');
    await stand.settled();
    expect(await described()).toMatchObject({ State: 'FAILED', StateReason: 'Archive all does not exist.' });
  });

  it('when it is cancelled while it runs, then no further event arrives', async () => {
    archiveMany(250);
    await start();
    // The running step ends, and no other starts.
    await stand.jobs.stop();
    expect(await client.send(new CancelReplayCommand({ ReplayName: 'again' }))).toMatchObject({ State: 'CANCELLING' });
    const before = got('first').length;
    stand.jobs.start();
    await stand.settled();
    expect(before).toBe(100);
    expect(got('first').length).toBe(0);
    expect((await described()).State).toBe('CANCELLED');
  });

  it.each<readonly [string, Partial<StartReplayCommandInput>, string, string]>([
    [
      'it ends before it starts',
      { EventStartTime: minute(3), EventEndTime: minute(3) },
      'ValidationException',
      'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.',
    ],
    [
      'it goes to another bus',
      { Destination: { Arn: BUS.replace('orders', 'default') } },
      'ValidationException',
      'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.',
    ],
    [
      'there is no such archive',
      { EventSourceArn: `${ARCHIVE}-none` },
      'ValidationException',
      'Parameter EventSourceArn is not valid. Reason: Archive all-none does not exist.',
    ],
    ['its name is taken', {}, 'ResourceAlreadyExistsException', 'Replay again already exists.'],
    ['its name is none', { ReplayName: 'a b' }, 'ValidationException', expect.stringContaining("at 'replayName' failed")],
  ])('when %s, then it is refused', async (_what, more, name, message) => {
    if (more.ReplayName === undefined && Object.keys(more).length === 0) await start();
    await expect(start(more)).rejects.toMatchObject({ name, message });
  });

  it('when it is over, then it can’t be cancelled', async () => {
    await start();
    await stand.settled();
    await expect(client.send(new CancelReplayCommand({ ReplayName: 'again' }))).rejects.toMatchObject({
      name: 'IllegalStatusException',
    });
    expect((await client.send(new ListReplaysCommand({ State: 'COMPLETED' }))).Replays).toMatchObject([{ ReplayName: 'again' }]);
    expect((await client.send(new ListReplaysCommand({ State: 'RUNNING' }))).Replays).toEqual([]);
  });
});

describe('a restart', () => {
  const file = join(tmpdir(), `replays-${process.pid}.db`);
  const restart = async (): Promise<void> => {
    await stand.stop();
    await setUp({ file, clock: virtualClock(stand.clock.now(), () => stand.settled()) });
  };
  afterEach(() => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  });

  it('when a replay was running, then it continues after its last event, and none is missing or arrives twice', async () => {
    await restart();
    const count = 250;
    archiveMany(count);
    await start();
    await stand.jobs.stop();
    const before = got('first').length;
    await restart();
    await stand.settled();
    const after = got('first').length;
    expect(before).toBe(100);
    expect(after).toEqual(count - 100);
    expect(await described()).toMatchObject({ State: 'COMPLETED' });
  });

  it('when an archive was created over the API, then it exists again', async () => {
    await restart();
    await client.send(new CreateArchiveCommand({ ArchiveName: 'mine', EventSourceArn: BUS }));
    await restart();
    expect(stand.events.archives.get('mine')).toBeDefined();
  });
});
