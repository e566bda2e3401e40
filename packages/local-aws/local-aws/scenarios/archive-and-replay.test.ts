import {
  CancelReplayCommand,
  CreateArchiveCommand,
  type CreateArchiveCommandInput,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScenarioStand, START_MS, startScenario } from './scenario-stand.ts';

const BUS = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders';
const ARCHIVE = 'arn:aws:events:eu-west-1:000000000000:archive/kept';
const WEB_ONLY = { EventPattern: JSON.stringify({ detail: { channel: ['web'] } }) };

let stand: ScenarioStand;
let queue: string;

beforeEach(async () => {
  stand = await startScenario();
  queue = await stand.queue('q');
  await stand.rule({ name: 'all', targets: [queue] });
});
afterEach(() => stand.end());

const archive = (more: Partial<CreateArchiveCommandInput> = {}) =>
  stand.client.events.send(new CreateArchiveCommand({ ArchiveName: 'kept', EventSourceArn: BUS, ...more }));
const archived = async (): Promise<number | undefined> =>
  (await stand.client.events.send(new DescribeArchiveCommand({ ArchiveName: 'kept' }))).EventCount;
/** Replays the events between two hours of the scenario, to every rule or to some. */
const replay = async (fromHour: number, toHour: number, ...rules: readonly string[]): Promise<void> => {
  const hour = (count: number): Date => new Date(START_MS + count * 3_600_000);
  const FilterArns = rules.map((name) => `arn:aws:events:eu-west-1:000000000000:rule/orders/${name}`);
  const Destination = { Arn: BUS, ...(rules.length > 0 && { FilterArns }) };
  const span = { EventStartTime: hour(fromHour), EventEndTime: hour(toHour) };
  await stand.client.events.send(new StartReplayCommand({ ReplayName: 'again', EventSourceArn: ARCHIVE, Destination, ...span }));
};
const replayState = async (): Promise<string | undefined> =>
  (await stand.client.events.send(new DescribeReplayCommand({ ReplayName: 'again' }))).State;
const orders = async (from = queue) => (await stand.bodies(from)).map(({ detail }) => detail['order']);
/** Publishes one order per hour, and empties the queue. */
const publishHourly = async (count: number): Promise<void> => {
  for (let order = 0; order < count; order += 1) {
    await stand.publish({ order });
    await stand.clock.advance({ hours: 1 });
  }
  await stand.messages(queue);
};

describe('an archive, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html', () => {
  it('given it has a pattern, when events arrive, then it keeps those that match, whether or not a rule matches them', async () => {
    await archive(WEB_ONLY);
    await stand.publish({ order: 1, channel: 'web' });
    await stand.publish({ order: 2, channel: 'store' });
    await stand.publish({ order: 3, channel: 'web' }, { Source: 'com.nobody' });
    await stand.publish({ order: 4, channel: 'web' }, { EventBusName: 'default' });
    expect(await archived()).toBe(2);
    await replay(0, 1);
    await stand.settled();
    expect(await orders()).toEqual([1, 2, 1]);
  });

  it('given it keeps events for seven days, when an eighth day begins, then the oldest are deleted, day by day', async () => {
    await archive({ RetentionDays: 7 });
    for (let day = 0; day < 10; day += 1) {
      await stand.publish({ order: day });
      await stand.clock.advance({ hours: 24 });
    }
    expect(await archived()).toBe(7);
    await stand.messages(queue);
    await replay(0, 240);
    await stand.settled();
    expect(await orders()).toEqual([3, 4, 5, 6, 7, 8, 9]);
    await stand.clock.advance({ hours: 24 * 7 });
    expect(await archived()).toBe(0);
  });

  it('given it keeps events forever, when half a year has passed, then they can be replayed', async () => {
    await archive();
    await publishHourly(1);
    await stand.clock.advance({ hours: 24 * 180 });
    await replay(0, 1);
    await stand.settled();
    expect(await orders()).toEqual([0]);
  });
});

describe('a replay, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html', () => {
  beforeEach(() => archive());

  it('given six hours of events, when two of them are replayed, then they arrive with their ids and times, and the replay’s name', async () => {
    const ids = [await stand.publish({ order: 'before' })];
    await stand.clock.advance({ hours: 2 });
    ids.push(await stand.publish({ order: 'within' }));
    await stand.clock.advance({ hours: 4 });
    ids.push(await stand.publish({ order: 'after' }));
    const originals = await stand.bodies(queue);
    await replay(1, 3);
    await stand.settled();
    expect(await stand.bodies(queue)).toEqual([{ ...originals[1], id: ids[1], 'replay-name': 'again' }]);
    expect(await replayState()).toBe('COMPLETED');
    expect(originals.map((event) => event['replay-name'])).toEqual(Array(3).fill(undefined));
  });

  it('given two rules, when a replay names one of them, then the other receives nothing', async () => {
    const repaired = await stand.queue('repaired');
    await stand.rule({ name: 'repaired', targets: [repaired] });
    await publishHourly(3);
    await stand.messages(repaired);
    await replay(0, 3, 'repaired');
    await stand.settled();
    expect(await orders()).toEqual([]);
    expect(await orders(repaired)).toEqual([0, 1, 2]);
  });

  it('given a rule that is newer than the events, when they are replayed, then it receives them, and a new consumer catches up', async () => {
    await publishHourly(3);
    const late = await stand.queue('late');
    await stand.rule({ name: 'late', targets: [late] });
    await replay(0, 3, 'late');
    await stand.settled();
    expect(await orders(late)).toEqual([0, 1, 2]);
  });

  it('given a rule for first deliveries only, when events are replayed, then it recognizes them by the replay’s name', async () => {
    const first = await stand.queue('first');
    await stand.rule({ name: 'first', pattern: { source: ['com.acme.shop'], 'replay-name': [{ exists: false }] }, targets: [first] });
    await publishHourly(2);
    await replay(0, 3);
    await stand.settled();
    expect(await orders(first)).toEqual([0, 1]);
    expect(await orders()).toEqual([0, 1]);
  });

  it('given events are replayed, when the archive is read, then it does not contain them twice', async () => {
    await publishHourly(3);
    await replay(0, 3);
    await stand.settled();
    expect(await orders()).toEqual([0, 1, 2]);
    expect(await archived()).toBe(3);
  });

  it('given a function that failed on an event, when the event is replayed, then it runs again, as for a new event', async () => {
    const Arn = await stand.deployFunction(
      'f',
      'let runs = 0; export const handler = (e) => { runs += 1; if (runs < 4) throw new Error("no"); console.log(e.id); };',
    );
    await stand.rule({ name: 'f', targets: [Arn] });
    const id = await stand.publish({ order: 'o-1' });
    await stand.clock.advance({ minutes: 4 });
    expect(stand.runs('f')).toEqual([0, 60, 180]);
    await replay(0, 1, 'f');
    await stand.settled();
    expect(stand.runs('f')).toEqual([0, 60, 180, 240]);
    expect(stand.logLines('f').at(-1)?.trim()).toEqual(id);
  });

  it('given it is cancelled while it runs, when time passes, then no further event is replayed', async () => {
    for (let order = 0; order < 250; order += 10) await stand.putEvents(...Array.from({ length: 10 }, (_, n) => ({ order: order + n })));
    await stand.settled();
    await stand.messages(queue);
    await replay(0, 1);
    // The state on disk: the running step completes.
    await stand.jobs.stop();
    const begun = (await orders()).length;
    await stand.client.events.send(new CancelReplayCommand({ ReplayName: 'again' }));
    stand.jobs.start();
    await stand.clock.advance({ hours: 24 });
    expect(begun > 0 && begun < 250).toBe(true);
    expect(await orders()).toEqual([]);
    expect(await replayState()).toBe('CANCELLED');
  });
});
