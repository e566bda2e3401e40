import type { Occurrence, QueueRecord } from '@plumbline/local-aws-kernel';
import { virtualClock } from '@plumbline/local-aws-kernel';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rateExceeded } from './admit.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import type { Invoke } from './invoke.ts';
import { pollQueue, type QueuePoller } from './queue-poller.ts';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

let stand: FunctionStand;
let dead: string;
let queue: string;
let pollers: QueuePoller[];

/** Resolves when no work runs, neither in the stand nor in a poller that a test started. */
const settled = async (): Promise<void> => {
  do {
    await Promise.all(pollers.map((poller) => poller.idle()));
    await stand.settled();
  } while (pollers.some((poller) => poller.busy));
};

beforeEach(async () => {
  pollers = [];
  stand = await startFunctionStand({ clock: virtualClock(Date.UTC(2026, 0, 1), settled) });
  dead = stand.sqs.putQueue({ name: 'dead' });
  queue = stand.sqs.putQueue({
    name: 'orders',
    visibilityTimeoutSeconds: 30,
    redrivePolicy: { deadLetterTargetArn: dead, maxReceiveCount: 3 },
  });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

type Handler = (records: readonly QueueRecord[]) => unknown;

/** A mapping in front of a function with the outcome of `handler`: throttled when it throws the throttle, failing otherwise. */
const poll = (queueArn: string, handler: Handler, more: Partial<EventSourceMapping> = {}) => {
  const batches: (readonly QueueRecord[])[] = [];
  const invoke: Invoke = async (_arn, event, { requestId = 'r' } = {}) => {
    const { Records: records } = JSON.parse(event) as { readonly Records: readonly QueueRecord[] };
    batches.push(records);
    const answer = await handler(records);
    if (answer instanceof Error) {
      if (answer.message === 'Rate Exceeded.') throw answer;
      return { requestId, functionError: 'Unhandled', payload: '{}' };
    }
    return { requestId, payload: JSON.stringify(answer ?? null) };
  };
  const poller = pollQueue({
    ...stand,
    queues: stand.ports.queues,
    observe: (occurrence) => void stand.occurrences.push(occurrence),
    concurrencyMax: 4,
    invoke,
    mapping: { queueArn, functionArn: 'f', batchSize: 10, windowSeconds: 0, reportsFailures: true, ...more },
  });
  pollers.push(poller);
  const bodies = (): readonly (readonly string[])[] => batches.map((records) => records.map(({ body }) => body));
  return { poller, batches, bodies };
};
const send = (...bodies: readonly string[]): void => {
  for (const body of bodies) stand.sqs.send(queue, { body });
};
const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, "Backoff strategy for failed invocations"
describe('a mapping whose function is throttled', () => {
  it('when it is throttled for a while, then the batch is retried with increasing waits, and received once', async () => {
    const start = stand.clock.now();
    const tried: number[] = [];
    const { batches, poller } = poll(queue, () => {
      tried.push((stand.clock.now() - start) / 1_000);
      return tried.length < 4 ? rateExceeded() : null;
    });
    send('a');
    await stand.clock.advance({ minutes: 1 });
    expect(tried).toEqual([0, 1, 3, 7]);
    expect(batches.flat().map(({ attributes }) => attributes['ApproximateReceiveCount'])).toEqual(['1', '1', '1', '1']);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
    await poller.stop();
  });

  it('when it is throttled for longer, then the messages come back after the visibility timeout, and go to the dead-letter queue', async () => {
    const { batches, poller } = poll(queue, () => rateExceeded());
    send('a', 'b');
    await stand.clock.advance({ seconds: 29 });
    expect(new Set(batches.flat().map(({ attributes }) => attributes['ApproximateReceiveCount']))).toEqual(new Set(['1']));
    await stand.clock.advance({ minutes: 5 });
    expect(new Set(batches.flat().map(({ attributes }) => attributes['ApproximateReceiveCount']))).toEqual(new Set(['1', '2', '3']));
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
    expect(stand.take(dead)).toMatchObject([{ body: 'a' }, { body: 'b' }]);
    await poller.stop();
  });

  it('when batches wait for it, then it is idle, takes no more batches than it runs, and stops at once', async () => {
    const { batches, poller } = poll(queue, () => rateExceeded(), { batchSize: 1, concurrencyMax: 2 });
    send('a', 'b', 'c', 'd');
    await stand.clock.advance({ seconds: 2 });
    expect(poller.busy).toBe(false);
    expect(stand.sqs.depth(queue)).toEqual({ visible: 2, inFlight: 2, delayed: 0 });
    const before = batches.length;
    await poller.stop();
    await stand.clock.advance({ minutes: 5 });
    expect(batches.length).toBe(before);
  });

  it('when reserved concurrency throttles it, then every message is processed, and none is received twice', async () => {
    const arn = await stand.putFunction('f', 'export const handler = async () => { await new Promise(setImmediate); };', {
      reservedConcurrency: 1,
    });
    stand.lambda.putEventSourceMapping({ queueArn: queue, functionArn: arn, batchSize: 1, windowSeconds: 0, reportsFailures: false });
    stand.lambda.start();
    send('a', 'b', 'c', 'd');
    await stand.clock.advance({ seconds: 29 });
    const ran = stand.occurrences.filter((one): one is Occurrence & { kind: 'invocation' } => one.kind === 'invocation');
    const records = ran.map(({ event }) => (JSON.parse(event) as { Records: QueueRecord[] }).Records[0]);
    expect(records.map((record) => [record?.body, record?.attributes['ApproximateReceiveCount']]).sort()).toEqual([
      ['a', '1'],
      ['b', '1'],
      ['c', '1'],
      ['d', '1'],
    ]);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
describe('a mapping with filters', () => {
  it('when messages match no pattern, then they are deleted, and the batch fills with others', async () => {
    const { bodies, poller } = poll(queue, () => null, {
      batchSize: 3,
      filterPatterns: ['{"body":{"keep":[true]}}', '{"body":["plain"]}'],
    });
    send('{"keep":true,"n":1}', '{"keep":false}', 'other', 'plain', '{"keep":true,"n":2}', '{"keep":true,"n":3}');
    await settled();
    expect(bodies()).toEqual([['{"keep":true,"n":1}', 'plain', '{"keep":true,"n":2}'], ['{"keep":true,"n":3}']]);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
    expect(stand.take(dead)).toEqual([]);
    await poller.stop();
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
describe('a batch by its size', () => {
  it('when the messages are more than 6 MB, then it closes, whatever its window', async () => {
    const { bodies, poller } = poll(queue, () => null, { batchSize: 100, windowSeconds: 20 });
    const large = 'x'.repeat(1_048_576);
    send(...Array.from({ length: 12 }, () => large));
    await settled();
    expect(bodies().map(({ length }) => length)).toEqual([5, 5]);
    await stand.clock.advance({ seconds: 20 });
    expect(bodies().map(({ length }) => length)).toEqual([5, 5, 2]);
    await poller.stop();
  });

  it('when it stops with a window open, then its messages can be received by others at once', async () => {
    const { poller } = poll(queue, () => null, { windowSeconds: 20 });
    send('a', 'b');
    await stand.clock.advance({ seconds: 10 });
    expect(stand.sqs.depth(queue).inFlight).toBe(2);
    await poller.stop();
    expect(stand.sqs.depth(queue)).toEqual({ visible: 2, inFlight: 0, delayed: 0 });
  });
});

/** The behaviour of a message, encoded in its body: the number of failures before it succeeds, and their kind. */
interface Message {
  readonly group: string;
  readonly failures: number;
  readonly how: 'reported' | 'thrown' | 'throttled';
}

const messages: fc.Arbitrary<readonly Message[]> = fc.array(
  fc.record({
    group: fc.constantFrom('a', 'b', 'c'),
    failures: fc.nat(2),
    how: fc.constantFrom('reported' as const, 'thrown' as const, 'throttled' as const),
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
);

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html#sqs-fifo-scaling, services-sqs-errorhandling.html
describe('a FIFO queue', () => {
  it('when a message fails and those after it are reported with it, then its group waits and the others go on', async () => {
    const fifo = stand.sqs.putQueue({ name: 'f.fifo', fifo: true, contentBasedDeduplication: true, visibilityTimeoutSeconds: 30 });
    const { bodies, poller } = poll(fifo, (records) => {
      const from = records.findIndex(({ body, attributes }) => body === 'a2' && attributes['ApproximateReceiveCount'] === '1');
      return { batchItemFailures: from < 0 ? [] : records.slice(from).map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
    for (const body of ['a1', 'a2', 'a3']) stand.sqs.send(fifo, { body, groupId: 'a' });
    await stand.clock.advance({ seconds: 1 });
    for (const body of ['a4', 'b1']) stand.sqs.send(fifo, { body, groupId: body[0] });
    await stand.clock.advance({ seconds: 28 });
    expect(bodies()).toEqual([['a1', 'a2', 'a3'], ['b1']]);
    await stand.clock.advance({ seconds: 1 });
    expect(bodies().slice(2)).toEqual([['a2', 'a3', 'a4']]);
    await poller.stop();
  });

  it('when more than 6 MB of a group were received together, then the messages after a failure wait for it', async () => {
    const fifo = stand.sqs.putQueue({ name: 'f.fifo', fifo: true, visibilityTimeoutSeconds: 30 });
    const { batches, poller } = poll(fifo, (records) =>
      records[0]?.attributes['ApproximateReceiveCount'] === '1' ? new Error('no') : null,
    );
    const numbers = Array.from({ length: 8 }, (_, number) => String(number));
    for (const number of numbers) stand.sqs.send(fifo, { body: number.repeat(1_048_576), groupId: 'a', deduplicationId: number });
    await stand.clock.advance({ minutes: 1 });
    expect(batches.map((records) => records.map(({ body }) => body[0]))).toEqual([
      numbers.slice(0, 5),
      numbers.slice(0, 5),
      numbers.slice(5),
    ]);
    expect(stand.sqs.depth(fifo)).toEqual(EMPTY);
    await poller.stop();
  });

  it('when messages fail, throw and are throttled in any way, then no group is overtaken, shared or lost', async () => {
    let queues = 0;
    await fc.assert(
      fc.asyncProperty(messages, fc.integer({ min: 1, max: 10 }), async (sent, batchSize) => {
        queues += 1;
        const fifo = stand.sqs.putQueue({ name: `p${queues}.fifo`, fifo: true, visibilityTimeoutSeconds: 30 });
        const left = sent.map(({ failures }) => failures);
        const done: number[] = [];
        const running = new Set<string>();
        const { poller } = poll(
          fifo,
          async (records) => {
            const numbers = records.map(({ body }) => Number(body));
            const groups = new Set(numbers.map((number) => sent[number]?.group ?? ''));
            for (const group of groups) {
              const all = sent.flatMap((message, number) => (message.group === group ? [number] : []));
              const open = all.filter((number) => !done.includes(number));
              const got = numbers.filter((number) => sent[number]?.group === group);
              // The oldest of the group that are not done, in order.
              expect(got).toEqual(open.slice(0, got.length));
              expect(running.has(group)).toBe(false);
              running.add(group);
            }
            await new Promise(setImmediate);
            for (const group of groups) running.delete(group);
            const at = numbers.findIndex((number) => (left[number] ?? 0) > 0);
            const bad = numbers[at];
            if (bad === undefined) {
              done.push(...numbers);
              return null;
            }
            left[bad] = (left[bad] ?? 0) - 1;
            if (sent[bad]?.how === 'throttled') return rateExceeded();
            if (sent[bad]?.how === 'thrown') return new Error('no');
            // "Stop at the first failure and report it and everything after it."
            done.push(...numbers.slice(0, at));
            return { batchItemFailures: records.slice(at).map(({ messageId }) => ({ itemIdentifier: messageId })) };
          },
          { batchSize },
        );
        sent.forEach((message, number) => {
          stand.sqs.send(fifo, { body: String(number), groupId: message.group, deduplicationId: String(number) });
        });
        // Each failure costs a visibility timeout at most.
        await stand.clock.advance({ minutes: 40 });
        await poller.stop();
        expect([...done].sort((a, b) => a - b)).toEqual(sent.map((_message, number) => number));
        expect(new Set(done).size).toBe(done.length);
        expect(stand.sqs.depth(fifo)).toEqual(EMPTY);
      }),
      { numRuns: 100 },
    );
  });
});
