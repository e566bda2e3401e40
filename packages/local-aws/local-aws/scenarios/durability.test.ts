import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateArchiveCommand, DescribeArchiveCommand, DescribeReplayCommand, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import { CreateEventSourceMappingCommand, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Fault } from '@plumbline/local-aws-kernel';
import { virtualClock } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScenarioStand, START_MS, startScenario } from './scenario-stand.ts';

const BUS = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders';
const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

let stand: ScenarioStand;
let directory: string;
let lives: number;
/** The resources that Terraform deploys at every start. */
let functions: Readonly<Record<string, string>>;
let faults: readonly Fault[];

const file = (): string => join(directory, `${lives}.db`);
const live = async (nowMs = START_MS): Promise<void> => {
  stand = await startScenario({
    file: file(),
    clock: virtualClock(nowMs, () => stand.settled()),
    async deploy(core) {
      core.faults.use({ seed: 1, faults });
      for (const [name, source] of Object.entries(functions)) await core.putFunction(name, source);
    },
  });
};
/** Simulates `kill -9`: a new process resumes from the current state on disk, during any work. */
const kill = async (): Promise<void> => {
  const before = file();
  lives += 1;
  for (const suffix of ['', '-wal']) copyFileSync(`${before}${suffix}`, `${file()}${suffix}`);
  // The old process ends on its own file, which no process reads again.
  await stand.end();
  await live(stand.clock.now());
};
/** Simulates Ctrl-C, which interrupts running work. */
const stop = async (): Promise<void> => {
  await stand.end();
  await live(stand.clock.now());
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'durability-'));
  [lives, functions, faults] = [0, {}, []];
  await live();
});
afterEach(async () => {
  await stand.end();
  rmSync(directory, { recursive: true });
});

/** Deploys a function at this start and all later ones, and allows EventBridge to invoke it. */
const deploy = (name: string, source: string): Promise<string> => {
  functions = { ...functions, [name]: source };
  return stand.deployFunction(name, source);
};
/** Fails from now on, at this start and all later ones. */
const failing = (on: string): void => {
  faults = [{ on, what: 'fail' }];
  stand.faults.use({ seed: 1, faults });
};
const bodies = async (queue: string) => (await stand.messages(queue)).map(({ Body }) => Body);
const send = (queue: string, MessageBody: string, more = {}) =>
  stand.client.sqs.send(new SendMessageCommand({ QueueUrl: stand.sqs.queueUrl(queue), MessageBody, ...more }));
const orders = async (queue: string) => (await stand.bodies(queue)).map(({ detail }) => detail['order']);

describe('an acknowledged write is durable, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html', () => {
  it('given PutEvents has returned, when the process is killed immediately, then every target receives the event once', async () => {
    const queue = await stand.queue('q');
    const Arn = await deploy('f', 'export const handler = ({ detail }) => console.log(detail.order);');
    await stand.rule({ name: 'r', targets: [queue, Arn] });
    await stand.putEvents({ order: 'o-1' });
    await kill();
    await stand.settled();
    expect(stand.logLines('f')).toEqual(['o-1']);
    expect(await orders(queue)).toEqual(['o-1']);
    await kill();
    await stand.clock.advance({ hours: 24 });
    expect(stand.logLines('f')).toEqual(['o-1']);
    expect(await orders(queue)).toEqual([]);
  });

  it.each([
    ['killed', kill],
    ['stopped', stop],
  ])(
    'given a function is running, when the process is %s, then it runs again, with the same request id and all its retries',
    async (_how, end) => {
      const Arn = await deploy(
        'f',
        'export const handler = (e, { awsRequestId }) => { console.log(awsRequestId); return new Promise(() => undefined); };',
      );
      await stand.rule({ name: 'r', targets: [Arn] });
      await stand.putEvents({});
      while (stand.logLines('f').length === 0) await new Promise(setImmediate);
      await stand.store.durable();
      functions = { f: 'export const handler = (e, { awsRequestId }) => { console.log(awsRequestId); throw new Error("no"); };' };
      await end();
      await stand.clock.advance({ hours: 1 });
      const requestIds = stand.logLines('f').filter((line) => !line.startsWith('{'));
      expect(requestIds.length).toBe(4);
      expect(new Set(requestIds.map((line) => line.split('\n')[0])).size).toBe(1);
      expect(stand.runs('f')).toEqual([0, 60, 180]);
    },
  );

  it('given messages that are hidden, delayed and locked, when the process is killed, then each arrives at its time, and none twice', async () => {
    const standard = await stand.queue('q', { VisibilityTimeout: '30' });
    const fifo = await stand.queue('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '60' });
    await send(standard, 'hidden');
    await send(standard, 'delayed', { DelaySeconds: 45 });
    for (const body of ['first', 'second']) await send(fifo, body, { MessageGroupId: 'g' });
    for (const queue of [standard, fifo])
      await stand.client.sqs.send(new ReceiveMessageCommand({ QueueUrl: stand.sqs.queueUrl(queue), MaxNumberOfMessages: 1 }));
    await stand.clock.advance({ seconds: 10 });
    await kill();
    await send(fifo, 'first', { MessageGroupId: 'g' });
    expect(await bodies(standard)).toEqual([]);
    expect(await bodies(fifo)).toEqual([]);
    await stand.clock.advance({ seconds: 20 });
    const [hidden] = await stand.messages(standard);
    expect(hidden?.Body).toBe('hidden');
    expect(hidden?.Attributes?.['ApproximateReceiveCount']).toBe('2');
    await stand.clock.advance({ seconds: 15 });
    expect(await bodies(standard)).toEqual(['delayed']);
    expect(await bodies(fifo)).toEqual([]);
    await stand.clock.advance({ seconds: 15 });
    expect(await bodies(fifo)).toEqual(['first', 'second']);
  });
});

describe('running work resumes, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html', () => {
  it('given EventBridge is retrying, when the process is killed every few minutes, then attempts run at their due times, and their count continues', async () => {
    const [queue, dead] = [await stand.queue('q'), await stand.queue('dead')];
    await stand.rule({ name: 'r', targets: [{ Arn: queue, DeadLetterConfig: { Arn: dead }, RetryPolicy: { MaximumRetryAttempts: 12 } }] });
    failing('rule:r');
    await stand.publish({ order: 'o-1' });
    // 0 1 3 7 15 31 63 127 255 511 1023 s, then every ten minutes: the last of 12 retries is due after 2,223 s.
    const attempts: (readonly string[])[] = [];
    for (let life = 0; life < 9; life += 1) {
      await stand.clock.advance({ minutes: 4 });
      attempts.push(stand.outcomes());
      await kill();
    }
    expect(attempts.map(({ length }) => length)).toEqual([8, 1, 1, 0, 1, 0, 1, 0, 0]);
    expect(await stand.messages(dead)).toEqual([]);
    await stand.clock.advance({ minutes: 2 });
    expect(stand.outcomes()).toMatchObject(['deadLettered']);
    expect(await stand.letters(dead)).toMatchObject([{ RETRY_ATTEMPTS: '12', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' }]);
  });

  it('given Lambda is retrying, when the process is killed between the runs, then they run at their due times, and the record arrives once', async () => {
    const failed = await stand.queue('failed');
    const Arn = await deploy('f', 'export const handler = () => { throw new Error("no"); };');
    await stand.rule({ name: 'r', targets: [Arn] });
    const DestinationConfig = { OnFailure: { Destination: failed } };
    await stand.client.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'f', DestinationConfig }));
    await stand.publish({ order: 'o-1' });
    const runs = [...stand.runs('f')];
    for (const seconds of [30, 60, 100]) {
      await kill();
      await stand.clock.advance({ seconds });
      runs.push(...stand.runs('f'));
    }
    expect(runs).toMatchObject([0, 60, 180]);
    expect(await stand.bodies(failed)).toMatchObject([{ requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 } }]);
    await kill();
    await stand.clock.advance({ hours: 24 });
    expect(stand.runs('f')).toEqual([]);
    expect(await stand.messages(failed)).toEqual([]);
  });

  it('given a waiting batch and a running one, when the process is killed, then both are processed when their messages are visible again', async () => {
    await deploy('f', 'export const handler = ({ Records }) => console.log(Records.map(({ body }) => body).join());');
    await deploy('stuck', 'export const handler = () => { console.log("begun"); return new Promise(() => undefined); };');
    const [waiting, running] = [await stand.queue('waiting', { VisibilityTimeout: '30' }), await stand.queue('running')];
    const map = (FunctionName: string, EventSourceArn: string, more = {}) =>
      stand.client.lambda.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, ...more }));
    await map('f', waiting, { MaximumBatchingWindowInSeconds: 20 });
    await send(waiting, 'a');
    await stand.clock.advance({ seconds: 10 });
    await map('stuck', running);
    await send(running, 'b');
    while (stand.logLines('stuck').length === 0) await new Promise(setImmediate);
    functions = { ...functions, stuck: 'export const handler = ({ Records }) => console.log(Records[0].body);' };
    await kill();
    await stand.clock.advance({ seconds: 19 });
    expect(stand.runs('f')).toEqual([]);
    expect(stand.runs('stuck')).toEqual([]);
    await stand.clock.advance({ minutes: 2 });
    // Hidden at 0 s and at 10 s, for 30 s; the window of 20 s starts again.
    expect(stand.runs('f')).toEqual([50]);
    expect(stand.runs('stuck')).toEqual([40]);
    expect(stand.logLines('f')).toEqual(['a']);
    expect(stand.sqs.depth(waiting)).toEqual(EMPTY);
    expect(stand.sqs.depth(running)).toEqual(EMPTY);
  });

  it('given a replay of 450 events, when the process is killed repeatedly, then no event is missing, and none arrives twice', async () => {
    const queue = await stand.queue('q');
    await stand.rule({ name: 'r', targets: [queue] });
    await stand.client.events.send(new CreateArchiveCommand({ ArchiveName: 'kept', EventSourceArn: BUS }));
    const all = Array.from({ length: 450 }, (_, order) => order);
    for (let first = 0; first < 450; first += 10) await stand.putEvents(...all.slice(first, first + 10).map((order) => ({ order })));
    await stand.settled();
    await stand.messages(queue);
    const span = { EventStartTime: new Date(START_MS), EventEndTime: new Date(START_MS + 60_000) };
    const EventSourceArn = BUS.replace('event-bus/orders', 'archive/kept');
    await stand.client.events.send(new StartReplayCommand({ ReplayName: 'again', EventSourceArn, Destination: { Arn: BUS }, ...span }));
    const state = async () => (await stand.client.events.send(new DescribeReplayCommand({ ReplayName: 'again' }))).State;
    let kills = 0;
    for (; (await state()) !== 'COMPLETED'; kills += 1) await kill();
    expect(kills).toBeGreaterThan(1);
    await stand.settled();
    expect((await orders(queue)).sort((a, b) => Number(a) - Number(b))).toEqual(all);
  });
});

describe('work that is due in months, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html', () => {
  it('given an item and an archive with an end, when the process is killed every month, then they expire on time', async () => {
    const table = () => new DynamoDBClient(stand.clientConfig);
    stand.dynamodb.putTable({ name: 'sessions', hashKey: 'pk', attributes: { pk: 'S' }, ttlAttribute: 'end' });
    const end = START_MS / 1_000 + 100 * 86_400;
    await table().send(new PutItemCommand({ TableName: 'sessions', Item: { pk: { S: 's-1' }, end: { N: String(end) } } }));
    await stand.client.events.send(new CreateArchiveCommand({ ArchiveName: 'kept', EventSourceArn: BUS, RetentionDays: 75 }));
    await stand.publish({ order: 'o-1' });
    const left = async () => {
      const { Item } = await table().send(new GetItemCommand({ TableName: 'sessions', Key: { pk: { S: 's-1' } } }));
      const { EventCount } = await stand.client.events.send(new DescribeArchiveCommand({ ArchiveName: 'kept' }));
      return [Item === undefined ? 0 : 1, EventCount];
    };
    const seen = [];
    for (let month = 0; month < 4; month += 1) {
      await stand.clock.advance({ hours: 30 * 24 });
      await kill();
      seen.push(await left());
    }
    expect(seen).toEqual([
      [1, 1],
      [1, 1],
      [1, 0],
      [0, 0],
    ]);
  });
});
