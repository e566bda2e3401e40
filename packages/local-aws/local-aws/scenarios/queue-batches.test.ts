import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScenarioStand, startScenario } from './scenario-stand.ts';

/** Logs the bodies of its batch; fails on those that begin with `bad`, and reports them. */
const REPORTING = `export const handler = ({ Records }) => {
  console.log(Records.map(({ body }) => body).join());
  return { batchItemFailures: Records.filter(({ body }) => body.startsWith('bad')).map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;
const REPORTS = { FunctionResponseTypes: ['ReportBatchItemFailures' as const] };
const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

let stand: ScenarioStand;
let queue: string;
let poison: string;
let mapping: string | undefined;

/** One batch at a time, unless the scenario needs more. */
const begin = async (concurrencyMax = 1): Promise<void> => {
  stand = await startScenario({ concurrencyMax });
  poison = await stand.queue('poison');
  queue = await stand.queue('q', {
    VisibilityTimeout: '30',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: poison, maxReceiveCount: 3 }),
  });
};
beforeEach(() => begin());
afterEach(() => stand.end());

const map = async (source: string, more: Partial<CreateEventSourceMappingCommandInput> = {}): Promise<void> => {
  await stand.putFunction('f', source);
  const command = new CreateEventSourceMappingCommand({ FunctionName: 'f', EventSourceArn: queue, ...more });
  mapping = (await stand.client.lambda.send(command)).UUID;
};
const enable = async (): Promise<void> => {
  await stand.client.lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping, Enabled: true }));
  await stand.settled();
};
const send = async (...bodies: readonly string[]): Promise<void> => {
  for (const MessageBody of bodies)
    await stand.client.sqs.send(new SendMessageCommand({ QueueUrl: stand.sqs.queueUrl(queue), MessageBody }));
  await stand.settled();
};
const sendToGroup = async (MessageGroupId: string, ...bodies: readonly string[]): Promise<void> => {
  const QueueUrl = stand.sqs.queueUrl(queue);
  for (const MessageBody of bodies) await stand.client.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId }));
};
/** The batches that the function has logged. */
const batches = () => stand.logLines('f').map((line) => line.trim());

describe('batches of messages, https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html', () => {
  it('given a window of 20 s, when messages arrive one by one, then they form one batch at its end', async () => {
    await map(REPORTING, { MaximumBatchingWindowInSeconds: 20 });
    await send('a');
    await stand.clock.advance({ seconds: 15 });
    await send('b');
    await stand.clock.advance({ seconds: 4 });
    expect(batches()).toEqual([]);
    await stand.clock.advance({ seconds: 1 });
    expect(batches()).toEqual(['a,b']);
    expect(stand.runs('f')).toEqual([20]);
  });

  it('given a window of 20 s and room for three, when a third message arrives, then the batch no longer waits', async () => {
    await map(REPORTING, { MaximumBatchingWindowInSeconds: 20, BatchSize: 3 });
    await send('a', 'b', 'c', 'd');
    expect(batches()).toEqual(['a,b,c']);
    await stand.clock.advance({ seconds: 20 });
    expect(batches()).toEqual(['a,b,c', 'd']);
  });

  it('given a rule with a queue for its target, when events arrive, then the function receives each in the body of a record', async () => {
    await stand.rule({ name: 'r', targets: [queue] });
    await map('export const handler = ({ Records }) => console.log(Records.map(({ body }) => JSON.parse(body).detail.order).join());');
    await stand.publish({ order: 'o-1' });
    await stand.publish({ order: 'o-2' });
    expect(batches()).toEqual(['o-1', 'o-2']);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
  });

  it('given a mapping that is disabled, when it is enabled after a day, then it reads the messages of that day', async () => {
    await map(REPORTING, { Enabled: false });
    await send('a', 'b');
    await stand.clock.advance({ hours: 24 });
    expect(batches()).toEqual([]);
    await enable();
    expect(batches()).toEqual(['a,b']);
  });

  it('given a concurrency of two and a mapping with the same limit, when twenty messages arrive, then none waits for a throttled function', async () => {
    await stand.end();
    await begin(10);
    await map(REPORTING, { Enabled: false, BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
    await stand.client.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions: 2 }));
    await send(...Array.from({ length: 20 }, (_, n) => String(n)));
    await enable();
    expect(stand.runs('f')).toEqual(Array(20).fill(0));
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
  });
});

describe('messages that fail, https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html', () => {
  it('given a function that throws, when the visibility timeout ends, and not before, then the whole batch is received again', async () => {
    await send('a', 'b');
    await map(
      'let runs = 0; export const handler = ({ Records }) => { runs += 1; console.log(Records.length); if (runs === 1) throw new Error("no"); };',
    );
    await stand.clock.advance({ seconds: 29 });
    expect(stand.runs('f')).toEqual([0]);
    expect(stand.sqs.depth(queue).inFlight).toBe(2);
    expect(await stand.messages(queue)).toEqual([]);
    await stand.clock.advance({ seconds: 1 });
    expect(stand.runs('f')).toEqual([0, 30]);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
  });

  it('given a function that reports the failed messages, when these are received again, then the others are not', async () => {
    await send('a', 'bad', 'b');
    await map(REPORTING, REPORTS);
    await stand.clock.advance({ seconds: 30 });
    expect(batches()).toEqual(['a,bad,b', 'bad']);
  });

  it('given a poisonous message, when it has been received three times, then it is dead-lettered with its id, and the others are processed', async () => {
    await send('a', 'bad');
    await map(REPORTING, REPORTS);
    await stand.clock.advance({ seconds: 10 });
    await send('b');
    await stand.clock.advance({ minutes: 10 });
    expect(batches()).toEqual(['a,bad', 'b', 'bad', 'bad']);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
    const [message, ...others] = await stand.messages(poison);
    expect(message?.Body).toBe('bad');
    expect(message?.Attributes?.['DeadLetterQueueSourceArn']).toEqual(queue);
    expect(others).toEqual([]);
  });

  it('given the function is fixed, when poisonous messages are redriven, then they are processed', async () => {
    await send('bad');
    await map(REPORTING, REPORTS);
    await stand.clock.advance({ minutes: 10 });
    await stand.putFunction('f', 'export const handler = ({ Records }) => console.log(`fixed: ${Records[0].body}`);');
    await stand.client.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: poison }));
    await stand.clock.advance({ minutes: 1 });
    expect(batches().at(-1)).toBe('fixed: bad');
    expect(await stand.messages(poison)).toEqual([]);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
  });

  it('given a function that is throttled for a minute, when throttling ends, then every message is processed, and none is dead-lettered', async () => {
    await map(REPORTING);
    stand.faults.use({ seed: 1, faults: [{ on: 'function:f', what: 'throttle' }] });
    await send('a', 'b');
    await stand.clock.advance({ minutes: 1 });
    stand.faults.use({ seed: 1, faults: [] });
    await stand.clock.advance({ minutes: 10 });
    expect(batches().join().split(',').sort()).toEqual(['a', 'b']);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
    expect(await stand.messages(poison)).toEqual([]);
  });
});

describe('messages that filters exclude, https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html', () => {
  it('given filters, when other messages arrive, then they are deleted, and the function never receives them', async () => {
    const patterns = ['{"body":{"amount":[{"numeric":[">",100]}]}}', '{"body":{"priority":["high"]}}'];
    await map(REPORTING, { FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) } });
    await send('{"amount":500}', '{"amount":5}', '{"amount":5,"priority":"high"}', 'no JSON');
    expect(batches()).toEqual(['{"amount":500}', '{"amount":5,"priority":"high"}']);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
    await stand.clock.advance({ hours: 1 });
    expect(await stand.messages(poison)).toEqual([]);
  });
});

describe('order, https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html', () => {
  /** Fails on `a2` the given number of times; reports it with all later messages, as AWS requires of functions of FIFO queues. */
  const failingOnA2 = (times: number): string => `let left = ${times};
    export const handler = ({ Records }) => {
      const at = Records.findIndex(({ body }) => body === 'a2' && left > 0);
      if (at >= 0) left -= 1;
      const failed = at < 0 ? [] : Records.slice(at);
      console.log(Records.filter((record) => !failed.includes(record)).map(({ body }) => body).join() || '-');
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    };`;
  beforeEach(async () => {
    poison = await stand.queue('poison.fifo', { FifoQueue: 'true' });
    queue = await stand.queue('q.fifo', {
      ...{ FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '30' },
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: poison, maxReceiveCount: 3 }),
    });
  });

  it('given a message of a group fails, when others arrive, then its group waits for it, and other groups do not', async () => {
    await sendToGroup('a', 'a1', 'a2', 'a3');
    await map(failingOnA2(1), REPORTS);
    await stand.clock.advance({ seconds: 5 });
    await sendToGroup('b', 'b1');
    await sendToGroup('a', 'a4');
    await stand.clock.advance({ seconds: 24 });
    expect(batches()).toEqual(['a1', 'b1']);
    await stand.clock.advance({ seconds: 1 });
    expect(batches()).toEqual(['a1', 'b1', 'a2,a3,a4']);
    expect(stand.sqs.depth(queue)).toEqual(EMPTY);
  });

  it('given it fails permanently, when it has been received three times, then it is dead-lettered, and its group continues in order', async () => {
    await sendToGroup('a', 'a1', 'a2', 'a3', 'a4');
    await map(failingOnA2(99), { ...REPORTS, BatchSize: 1 });
    await stand.clock.advance({ minutes: 10 });
    expect(batches().filter((batch) => batch !== '-')).toEqual(['a1', 'a3', 'a4']);
    expect((await stand.messages(poison)).map(({ Body }) => Body)).toEqual(['a2']);
  });
});
