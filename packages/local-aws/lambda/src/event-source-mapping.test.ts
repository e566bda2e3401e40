import type { Occurrence } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { type FunctionStand, type FunctionStandProps, startFunctionStand } from './testing/function-stand.ts';

let stand: FunctionStand;
let queue: string;
let dead: string;

const begin = async (props: FunctionStandProps = {}): Promise<void> => {
  stand = await startFunctionStand(props);
  dead = stand.sqs.putQueue({ name: 'dead' });
  queue = stand.sqs.putQueue({
    name: 'orders',
    visibilityTimeoutSeconds: 30,
    redrivePolicy: { deadLetterTargetArn: dead, maxReceiveCount: 3 },
  });
};
const end = async (): Promise<void> => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
};
/** One batch at a time: a mapping itself may not go below two. */
const oneAtATime = async (): Promise<void> => {
  await end();
  await begin({ concurrencyMax: 1 });
};

beforeEach(() => begin());
afterEach(end);

/** Deploys a function that does `body` with the bodies of its `records`, and maps the queue to it. */
const map = async (body: string, more: Partial<EventSourceMapping> = {}, roleArn?: string): Promise<void> => {
  const source = `export const handler = async ({ Records: records }) => { const ids = records.map((r) => r.messageId); ${body} };`;
  const functionArn = await stand.putFunction('f', source, roleArn === undefined ? {} : { roleArn });
  stand.lambda.putEventSourceMapping({ queueArn: queue, functionArn, batchSize: 10, windowSeconds: 0, reportsFailures: true, ...more });
  stand.lambda.start();
};
const send = (...bodies: readonly string[]): void => {
  for (const body of bodies) stand.sqs.send(queue, { body });
};
const batches = (): readonly (readonly string[])[] =>
  stand.occurrences
    .filter((one): one is Occurrence & { kind: 'invocation' } => one.kind === 'invocation')
    .map(({ event }) => (JSON.parse(event) as { Records: { body: string }[] }).Records.map(({ body }) => body));
const depth = () => stand.sqs.depth(queue);
const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

describe('batches', () => {
  it('when there are messages, then the function gets them in batches and they are deleted', async () => {
    await oneAtATime();
    await map('return null;', { batchSize: 2 });
    send('a', 'b', 'c', 'd', 'e');
    await stand.settled();
    expect(batches()).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(depth()).toEqual(EMPTY);
  });

  it('when there were messages before it started, then they are taken too', async () => {
    send('a');
    await map('return null;');
    await stand.settled();
    expect(batches()).toEqual([['a']]);
    expect(depth()).toEqual(EMPTY);
  });

  it('when a record arrives, then it has AWS’s form', async () => {
    await map('console.log(JSON.stringify(records));');
    stand.sqs.send(queue, {
      body: 'a',
      systemAttributes: { AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8' },
    });
    await stand.settled();
    expect(JSON.parse(stand.logLines('f')[0] ?? '')).toMatchObject([
      { body: 'a', eventSource: 'aws:sqs', eventSourceARN: queue, awsRegion: 'eu-west-1', attributes: { ApproximateReceiveCount: '1' } },
    ]);
    const [segment] = stand.store.prepare('select document from xray_segment').all();
    expect(JSON.parse(String(segment?.['document']))).toMatchObject({
      name: 'f',
      links: [{ trace_id: '1-5759e988-bd862e3fe1be46a994272793', id: '53995c3f42cd8ad8' }],
    });
  });

  it('when a batch may be larger than one receive, then several receives fill it', async () => {
    await oneAtATime();
    send(...Array.from({ length: 25 }, (_, index) => String(index)));
    await map('return null;', { batchSize: 20, windowSeconds: 1 });
    await stand.clock.advance({ seconds: 1 });
    expect(batches().map(({ length }) => length)).toEqual([20, 5]);
  });

  it('when there is a window, then it waits that long for the batch to fill, and no longer once it is full', async () => {
    await map('return null;', { batchSize: 3, windowSeconds: 20 });
    send('a');
    await stand.clock.advance({ seconds: 10 });
    send('b');
    await stand.clock.advance({ seconds: 9 });
    expect(batches()).toEqual([]);
    await stand.clock.advance({ seconds: 1 });
    expect(batches()).toEqual([['a', 'b']]);
    send('c', 'd', 'e');
    await stand.settled();
    expect(batches()).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it.each([
    ['the mapping', { concurrencyMax: 2 }, 2],
    ['local-aws', {}, 4],
  ])('when %s bounds the concurrency, then no more batches run at once', async (_who, more, expected) => {
    await map('await new Promise(setImmediate); console.log(process.env.AWS_LAMBDA_LOG_STREAM_NAME);', { batchSize: 1, ...more });
    send(...Array.from({ length: 12 }, (_, index) => String(index)));
    await stand.store.durable();
    expect(depth().inFlight).toBe(expected);
    await stand.settled();
    expect(batches().length).toBe(12);
    expect(depth()).toEqual(EMPTY);
  });

  it('when the role may not receive, then the mapping does not start', async () => {
    const weak = stand.putRole('weak', { Effect: 'Allow', Action: 'logs:*', Resource: '*' });
    await expect(map('return null;', {}, weak)).rejects.toThrow('is not authorized to perform: sqs:ReceiveMessage');
  });

  it('when it stops, then it reads no more messages', async () => {
    await map('return null;');
    await stand.settled();
    await stand.lambda.drain();
    send('a');
    await stand.clock.advance({ hours: 1 });
    expect(batches()).toEqual([]);
    expect(depth().visible).toBe(1);
  });
});

describe('the response of the function', () => {
  const ALL = ['a', 'b', 'c'];
  it.each<readonly [answer: string, again: readonly string[]]>([
    ['undefined', []],
    ['null', []],
    ['{}', []],
    ['{ batchItemFailures: [] }', []],
    ['{ batchItemFailures: null }', []],
    ['{ batchItemFailures: [{ itemIdentifier: ids[1] }] }', ['b']],
    ['{ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) }', ALL],
    ['{ batchItemFailures: [{ itemIdentifier: "" }] }', ALL],
    ['{ batchItemFailures: [{ itemIdentifier: null }] }', ALL],
    ['{ batchItemFailures: [{ itemIdentifier: "unknown" }] }', ALL],
    ['{ batchItemFailures: [{ itemIdentifier: ids[0] }, { itemIdentifier: "unknown" }] }', ALL],
    ['{ batchItemFailures: [{ wrong: ids[1] }] }', ALL],
    ['{ batchItemFailures: [null] }', ALL],
    ['{ batchItemFailures: "b" }', ALL],
    ['{ failures: [] }', ALL],
    ['"ok"', ALL],
    ['Promise.reject(new Error("no"))', ALL],
  ])('when it is %s, then %j are received again after the visibility timeout', async (answer, again) => {
    await map(`return records[0].attributes.ApproximateReceiveCount > 1 ? null : ${answer};`);
    send(...ALL);
    await stand.clock.advance({ seconds: 29 });
    expect(batches()).toEqual([ALL]);
    expect(depth().inFlight).toEqual(again.length);
    await stand.clock.advance({ seconds: 1 });
    expect(batches().slice(1).flat()).toEqual(again);
    expect(depth()).toEqual(EMPTY);
  });

  it('when it does not report failures, then only an error counts', async () => {
    await map('return { batchItemFailures: [{ itemIdentifier: ids[0] }] };', { reportsFailures: false });
    send('a', 'b');
    await stand.settled();
    expect(depth()).toEqual(EMPTY);
  });

  it('when a message fails as often as the redrive policy allows, then it goes to the dead-letter queue, the others are done', async () => {
    await map('return { batchItemFailures: records.filter((r) => r.body === "bad").map((r) => ({ itemIdentifier: r.messageId })) };');
    send('good', 'bad');
    await stand.clock.advance({ minutes: 10 });
    expect(batches()).toEqual([['good', 'bad'], ['bad'], ['bad']]);
    expect(depth()).toEqual(EMPTY);
    expect(stand.take(dead)).toMatchObject([{ body: 'bad', attributes: { DeadLetterQueueSourceArn: queue } }]);
  });
});
