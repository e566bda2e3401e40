import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PipeShape } from './pipe-shape.ts';
import { FROM_STREAM, GROUP, type PipesStand, STREAM, startPipesStand } from './testing/pipes-stand.ts';

let stand: PipesStand;
let queue: string;
let source: string;
let dead: string;

beforeEach(async () => {
  stand = await startPipesStand();
  dead = stand.sqs.putQueue({ name: 'dead' });
  queue = stand.sqs.putQueue({ name: 'target' });
  const redrivePolicy = { deadLetterTargetArn: dead, maxReceiveCount: 2 };
  source = stand.sqs.putQueue({ name: 'source', visibilityTimeoutSeconds: 30, redrivePolicy });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const fromStream = (more: object = {}): PipeShape['SourceParameters'] => ({
  DynamoDBStreamParameters: { ...FROM_STREAM.DynamoDBStreamParameters, ...more },
});
const ids = (texts: readonly string[]): readonly unknown[] =>
  texts.map((text) => (JSON.parse(text) as { dynamodb: { Keys: { id: { S: string } } } }).dynamodb.Keys.id.S);
const outcomes = (): readonly string[] =>
  stand.occurrences.flatMap((one) => (one.kind === 'pipe' ? [`${one.outcome}${one.reason === undefined ? '' : ` ${one.reason}`}`] : []));
const warnings = (): readonly string[] => stand.occurrences.flatMap((one) => (one.kind === 'warning' ? [one.message] : []));
const ID = '<$.dynamodb.Keys.id.S>';
/** Fails for the ids in `bad`, and returns its input otherwise. */
const enricher = (bad: string): string =>
  `export const handler = (records) => { if (records.some((r) => ${bad}.includes(r.dynamodb.Keys.id.S))) throw new Error('bad'); return records; };`;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html */
describe('a pipe from a stream', () => {
  it('when items change, then the target gets each record in the form of the source', async () => {
    stand.pipe({ SourceParameters: fromStream(), Target: queue });
    await stand.put('a', 'b');
    await stand.settled();
    const bodies = stand.bodies(queue);
    expect(ids(bodies)).toEqual(['a', 'b']);
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ eventName: 'INSERT', eventSource: 'aws:dynamodb', eventSourceARN: STREAM });
    expect(outcomes()).toEqual(['delivered', 'delivered']);
  });

  it('when there are filters, then only records that match one of them pass', async () => {
    const Filters = [{ Pattern: '{"dynamodb":{"Keys":{"id":{"S":["a"]}}}}' }, { Pattern: '{"eventName":["REMOVE"]}' }];
    stand.pipe({ SourceParameters: { ...fromStream(), FilterCriteria: { Filters } }, Target: queue });
    await stand.put('a', 'b');
    await stand.settled();
    expect(ids(stand.bodies(queue))).toEqual(['a']);
  });

  it('when it starts at the latest record, then older ones do not pass', async () => {
    await stand.put('a');
    stand.pipe({ SourceParameters: fromStream({ StartingPosition: 'LATEST' }), Target: queue });
    await stand.put('b');
    await stand.settled();
    expect(ids(stand.bodies(queue))).toEqual(['b']);
  });

  it('when a function is the target, then it gets an array, also of one', async () => {
    const functionArn = await stand.putFunction('f', 'export const handler = () => null;');
    stand.pipe({ SourceParameters: fromStream(), Target: functionArn });
    await stand.put('a');
    await stand.settled();
    expect(stand.invocations('f')).toMatchObject([[{ dynamodb: { Keys: { id: { S: 'a' } } } }]]);
  });

  it('when a batch fails, then the records after it wait, and the order is kept', async () => {
    const functionArn = await stand.putFunction(
      'f',
      'globalThis.n = 0; export const handler = () => { if (n++ < 2) throw new Error("no"); };',
    );
    stand.pipe({ SourceParameters: fromStream({ BatchSize: 1 }), Target: functionArn });
    await stand.put('a', 'b');
    await stand.clock.advance({ minutes: 5 });
    const seen = stand.invocations('f').flatMap((batch) => ids((batch as readonly object[]).map((one) => JSON.stringify(one))));
    expect(seen).toEqual(['a', 'a', 'a', 'b']);
    expect(outcomes()).toEqual(['retried Error: no', 'retried Error: no', 'delivered', 'delivered']);
  });

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html */
  it('when its retries are exhausted, then the dead-letter queue gets the metadata, and the pipe continues', async () => {
    const functionArn = await stand.putFunction('e', enricher('["bad"]'));
    stand.pipe({
      SourceParameters: fromStream({ MaximumRetryAttempts: 2, DeadLetterConfig: { Arn: dead }, BatchSize: 1 }),
      Enrichment: functionArn,
      Target: queue,
    });
    await stand.put('bad', 'good');
    await stand.clock.advance({ minutes: 10 });
    expect(stand.invocations('e').length).toBe(4);
    expect(ids(stand.bodies(queue))).toEqual(['good']);
    const letters = stand.bodies(dead).map((body) => JSON.parse(body) as object);
    expect(letters).toEqual([
      {
        context: { partnerResourceArn: 'arn:aws:pipes:eu-west-1:000000000000:pipe/p', condition: 'RetryAttemptsExhausted' },
        version: '1.0',
        timestamp: expect.any(String),
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/),
          startSequenceNumber: expect.stringMatching(/^\d{21}$/),
          endSequenceNumber: expect.stringMatching(/^\d{21}$/),
          approximateArrivalOfFirstRecord: '2026-01-01T00:00:00Z',
          approximateArrivalOfLastRecord: '2026-01-01T00:00:00Z',
          batchSize: 1,
          streamArn: STREAM,
        },
      },
    ]);
    expect(outcomes().at(-2)).toBe('deadLettered RetryAttemptsExhausted');
  });

  it('when records are too old, then they are given up', async () => {
    const functionArn = await stand.putFunction('e', enricher('["bad"]'));
    const parameters = { MaximumRecordAgeInSeconds: 60, DeadLetterConfig: { Arn: dead } };
    stand.pipe({ SourceParameters: fromStream(parameters), Enrichment: functionArn, Target: queue });
    await stand.put('bad');
    await stand.clock.advance({ minutes: 10 });
    expect(stand.bodies(dead).map((body) => (JSON.parse(body) as { context: object }).context)).toMatchObject([
      { condition: 'RecordAgeExceeded' },
    ]);
  });

  it('when it bisects, then only the bad record is given up', async () => {
    const functionArn = await stand.putFunction('e', enricher('["b"]'));
    stand.pipe({
      SourceParameters: fromStream({
        ...{ MaximumRetryAttempts: 0, OnPartialBatchItemFailure: 'AUTOMATIC_BISECT' },
        ...{ DeadLetterConfig: { Arn: dead }, MaximumBatchingWindowInSeconds: 1 },
      }),
      Enrichment: functionArn,
      Target: queue,
    });
    await stand.put('a', 'b', 'c', 'd');
    await stand.clock.advance({ minutes: 10 });
    expect(ids(stand.bodies(queue))).toEqual(['a', 'c', 'd']);
    expect(stand.bodies(dead).length).toBe(1);
  });

  it('when there is no dead-letter queue, then the records are dropped, with the reason', async () => {
    const functionArn = await stand.putFunction('e', enricher('["bad"]'));
    stand.pipe({ SourceParameters: fromStream({ MaximumRetryAttempts: 0 }), Enrichment: functionArn, Target: queue });
    await stand.put('bad');
    await stand.settled();
    expect(outcomes().at(-1)).toBe('dropped RetryAttemptsExhausted (it has no dead-letter queue)');
  });
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html */
describe('a pipe from a queue', () => {
  const send = (...bodies: readonly string[]): void => {
    for (const body of bodies) stand.sqs.send(source, { body });
  };
  const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

  it('when messages arrive, then they pass, and are deleted', async () => {
    stand.pipe({ Source: source, Target: queue });
    send('a');
    await stand.settled();
    expect(stand.bodies(queue).map((body) => JSON.parse(body) as object)).toMatchObject([{ body: 'a', eventSource: 'aws:sqs' }]);
    expect(stand.sqs.depth(source)).toEqual(EMPTY);
  });

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html */
  it('when no filter matches a message, then it is deleted and does not pass', async () => {
    const FilterCriteria = { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] };
    stand.pipe({
      Source: source,
      Target: queue,
      SourceParameters: { FilterCriteria },
      TargetParameters: { InputTemplate: '{"t": <$.body.type>}' },
    });
    send('{"type":"order"}', '{"type":"other"}', 'plain');
    await stand.settled();
    expect(stand.bodies(queue)).toEqual(['{"t": "order"}']);
    expect(stand.sqs.depth(source)).toEqual(EMPTY);
  });

  it('when the target fails, then the message is received again, until the queue’s redrive policy ends it', async () => {
    const functionArn = await stand.putFunction('f', 'export const handler = () => { throw new Error("no"); };');
    stand.pipe({ Source: source, Target: functionArn });
    send('a');
    await stand.clock.advance({ minutes: 5 });
    expect(stand.invocations('f').length).toBe(2);
    expect(stand.bodies(dead)).toEqual(['a']);
  });

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html#pipes-partial-batch-failure */
  it.each<readonly [what: string, answer: string, again: readonly string[]]>([
    ['names a message', '{ batchItemFailures: [{ itemIdentifier: records[1].messageId }] }', ['b']],
    ['names an unknown message', '{ batchItemFailures: [{ itemIdentifier: "x" }] }', ['a', 'b']],
    ['names none', '{ batchItemFailures: [] }', []],
    ['returns something else', '"ok"', []],
  ])('when the function %s, then %s: %j arrive again', async (_what, answer, again) => {
    const code = `globalThis.n = 0; export const handler = (records) => n++ ? null : ${answer};`;
    const functionArn = await stand.putFunction('f', code);
    const SqsQueueParameters = { BatchSize: 10, MaximumBatchingWindowInSeconds: 1 };
    stand.pipe({ Source: source, Target: functionArn, SourceParameters: { SqsQueueParameters } });
    send('a', 'b');
    await stand.clock.advance({ minutes: 2 });
    const batches = stand.invocations('f').map((batch) => (batch as readonly { body: string }[]).map(({ body }) => body));
    expect(batches).toEqual([['a', 'b'], ...(again.length === 0 ? [] : [again])]);
  });

  it('when there is a window, then the batch waits for it', async () => {
    const functionArn = await stand.putFunction('f', 'export const handler = () => null;');
    stand.pipe({
      Source: source,
      Target: functionArn,
      SourceParameters: { SqsQueueParameters: { BatchSize: 20, MaximumBatchingWindowInSeconds: 10 } },
    });
    send(...Array.from({ length: 12 }, (_, index) => String(index)));
    await stand.clock.advance({ seconds: 9 });
    expect(stand.invocations('f')).toEqual([]);
    await stand.clock.advance({ seconds: 1 });
    expect(stand.invocations('f').map((batch) => (batch as readonly object[]).length)).toEqual([12]);
  });

  it('when a message has a trace, then the target continues it', async () => {
    stand.pipe({ Source: source, Target: queue });
    const AWSTraceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
    stand.sqs.send(source, { body: 'a', systemAttributes: { AWSTraceHeader } });
    await stand.settled();
    expect(stand.take(queue)).toMatchObject([{ attributes: { AWSTraceHeader } }]);
  });
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html */
describe('the enrichment', () => {
  const enriched = async (answer: string, more: Partial<PipeShape> = {}): Promise<readonly string[]> => {
    const functionArn = await stand.putFunction('e', `export const handler = (records) => (${answer});`);
    stand.pipe({ SourceParameters: fromStream({ MaximumBatchingWindowInSeconds: 1 }), Enrichment: functionArn, Target: queue, ...more });
    await stand.put('a', 'b');
    await stand.clock.advance({ seconds: 2 });
    return stand.bodies(queue);
  };

  it.each<readonly [answer: string, expected: readonly string[]]>([
    ['records.map((r) => ({ id: r.dynamodb.Keys.id.S }))', ['{"id":"a"}', '{"id":"b"}']],
    ['[{ one: 1 }]', ['{"one":1}']],
    ['[1, 2, 3]', ['1', '2', '3']],
    ['{ whole: true }', ['{"whole":true}']],
    ['[]', []],
    ['{}', []],
    ['""', []],
    ['[{}]', ['{}']],
  ])('when it responds %s, then the target gets %j', async (answer, expected) => {
    expect(await enriched(answer)).toEqual(expected);
  });

  it('when it has a template, then it is applied to each record', async () => {
    await enriched('records', { EnrichmentParameters: { InputTemplate: `{"id": ${ID}, "pipe": <aws.pipes.pipe-name>}` } });
    expect(stand.invocations('e')).toEqual([
      [
        { id: 'a', pipe: 'p' },
        { id: 'b', pipe: 'p' },
      ],
    ]);
  });

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html */
  it('when it responds with more than the target takes, then the target is not invoked', async () => {
    expect(await enriched('Array.from({ length: 11 }, (_, index) => index)')).toEqual([]);
    expect(outcomes()[0]).toMatch(/^retried BatchTooLarge: 11 events are more than the target/);
  });

  it('when an express state machine enriches, then its output passes', async () => {
    const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'S',
      States: { S: { Type: 'Pass', Output: '{% [$states.input.{ "id": dynamodb.Keys.id.S }] %}', End: true } },
    });
    stand.stepfunctions.putStateMachine({ name: 'm', arn, roleArn: stand.putRole('m'), definition, type: 'EXPRESS' });
    stand.pipe({ SourceParameters: fromStream(), Enrichment: arn, Target: queue });
    await stand.put('a');
    await stand.settled();
    expect(stand.bodies(queue)).toEqual(['{"id":"a"}']);
  });

  it('when the target fails for a part, then the enrichment is called again from the first failed record, and the order is kept', async () => {
    const functionArn = await stand.putFunction('e', 'export const handler = (records) => records;');
    stand.faults.use({ seed: 1, faults: [{ on: 'queue:target', what: 'fail', after: 1, times: 1, operation: 'SendMessage' }] });
    stand.pipe({ SourceParameters: fromStream({ MaximumBatchingWindowInSeconds: 1 }), Enrichment: functionArn, Target: queue });
    await stand.put('a', 'b', 'c');
    await stand.clock.advance({ minutes: 2 });
    expect(stand.invocations('e').map((batch) => ids((batch as readonly object[]).map((one) => JSON.stringify(one))))).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
    expect(ids(stand.bodies(queue))).toEqual(['a', 'b', 'c']);
  });
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html */
describe('an outbox under faults', () => {
  it.each([1, 2, 3, 4])('when every part fails now and then (seed %i), then each record arrives once, in order', async (seed) => {
    const functionArn = await stand.putFunction('e', 'export const handler = (records) => records;');
    stand.faults.use({
      seed,
      faults: [
        { on: 'pipe:p', what: 'fail', rate: 0.1 },
        { on: 'pipe:p', what: 'throttle', rate: 0.1 },
        { on: 'queue:target', what: 'fail', rate: 0.1 },
        { on: 'queue:target', what: 'throttle', rate: 0.1 },
        { on: 'function:e', what: 'fail', rate: 0.1 },
        { on: 'function:e', what: 'throttle', rate: 0.1 },
      ],
    });
    stand.pipe({ SourceParameters: fromStream({ BatchSize: 3 }), Enrichment: functionArn, Target: queue });
    const written = Array.from({ length: 30 }, (_, index) => `item-${index}`);
    await stand.put(...written);
    await stand.clock.advance({ hours: 2 });
    const arrived: unknown[] = [];
    for (let bodies = stand.bodies(queue); bodies.length > 0; bodies = stand.bodies(queue)) arrived.push(...ids(bodies));
    expect(arrived).toEqual(written);
  });
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html */
describe('the target', () => {
  const through = async (shape: Partial<PipeShape>): Promise<void> => {
    stand.pipe({ SourceParameters: fromStream(), ...shape });
    await stand.put('a');
    await stand.settled();
  };
  const received = () => stand.occurrences.flatMap((one) => (one.kind === 'event' && one.event.source !== 'aws.states' ? [one.event] : []));
  const BUS = 'arn:aws:events:eu-west-1:000000000000:event-bus/default';

  it('when it is a bus, then the event has the given source and type, by path', async () => {
    const EventBridgeEventBusParameters = {
      ...{ Source: 'com.acme', DetailType: '$.eventName', Resources: ['$.eventSourceARN', 'arn:x'], Time: '$.none' },
    };
    await through({ Target: BUS, TargetParameters: { InputTemplate: `{"id": ${ID}}`, EventBridgeEventBusParameters } });
    expect(received()).toMatchObject([{ source: 'com.acme', 'detail-type': 'INSERT', resources: [STREAM, 'arn:x'], detail: { id: 'a' } }]);
  });

  it('when it is a bus without parameters, then source and type are those of the pipe', async () => {
    await through({ Target: BUS });
    expect(received()).toMatchObject([{ source: 'Pipe p', 'detail-type': 'Event from aws:dynamodb', detail: { eventName: 'INSERT' } }]);
  });

  it('when it is a bus and the input is not an object, then the record fails', async () => {
    await through({ Target: BUS, TargetParameters: { InputTemplate: ID } });
    expect(outcomes()[0]).toMatch(/^retried MalformedDetail/);
  });

  it('when it is a FIFO queue, then the group comes from the event', async () => {
    const fifo = stand.sqs.putQueue({ name: 'q.fifo', fifo: true, contentBasedDeduplication: true } as never);
    const SqsQueueParameters = { MessageGroupId: '$.dynamodb.Keys.id.S', MessageDeduplicationId: '$.eventID' };
    await through({ Target: fifo, TargetParameters: { InputTemplate: ID, SqsQueueParameters } });
    expect(stand.take(fifo)).toMatchObject([{ body: 'a', attributes: { MessageGroupId: 'a' } }]);
  });

  it('when it is a state machine, then one execution starts with the array', async () => {
    const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
    const definition = JSON.stringify({ StartAt: 'S', States: { S: { Type: 'Pass', End: true } } });
    stand.stepfunctions.putStateMachine({ name: 'm', arn, roleArn: stand.putRole('m'), definition, type: 'STANDARD' });
    await through({ Target: arn, TargetParameters: { InputTemplate: `{"id": ${ID}}` } });
    const [row] = stand.store.prepare('select input from sfn_execution').all();
    expect(JSON.parse(String(row?.['input']))).toEqual([{ id: 'a' }]);
  });

  it('when it is a log group, then each event is a line', async () => {
    await through({ Target: GROUP, TargetParameters: { InputTemplate: `id <$.dynamodb.Keys.id.S>` } });
    expect(stand.lines()).toEqual(['id a']);
  });

  it('when a function is invoked asynchronously, then its error is not the pipe’s', async () => {
    const functionArn = await stand.putFunction('f', 'export const handler = () => { throw new Error("no"); };');
    await through({ Target: functionArn, TargetParameters: { LambdaFunctionParameters: { InvocationType: 'FIRE_AND_FORGET' } } });
    expect(outcomes()).toEqual(['delivered']);
  });

  it('when it needs JSON and the template makes text, then the batch fails', async () => {
    const functionArn = await stand.putFunction('f', 'export const handler = () => null;');
    await through({ Target: functionArn, TargetParameters: { InputTemplate: 'id <$.eventName>' } });
    expect(outcomes()[0]).toMatch(/^retried InvalidJson/);
  });
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html */
describe('the role of a pipe', () => {
  const READ = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' } as const;
  const SEND = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' } as const;

  it('when it may not read the source, then the pipe reports it and waits', async () => {
    stand.pipe({ SourceParameters: fromStream(), Target: queue }, SEND);
    await stand.put('a');
    await stand.settled();
    expect(warnings()[0]).toContain('is not authorized to perform: dynamodb:DescribeStream');
    expect(stand.bodies(queue)).toEqual([]);
  });

  it('when it gets the permission later, then the records arrive', async () => {
    stand.pipe({ SourceParameters: fromStream(), Target: queue }, SEND);
    await stand.put('a');
    await stand.settled();
    stand.iam.putRolePolicy('arn:aws:iam::000000000000:role/pipe-1', 'more', { Statement: READ });
    await stand.clock.advance({ minutes: 2 });
    expect(ids(stand.bodies(queue))).toEqual(['a']);
  });

  it.each([
    ['the target', undefined, [READ], 'sqs:SendMessage'],
    ['the enrichment', 'e', [READ, SEND], 'lambda:InvokeFunction'],
  ] as const)('when it may not call %s, then each attempt is reported and counts', async (_what, name, statements, action) => {
    const Enrichment = name === undefined ? undefined : await stand.putFunction(name, 'export const handler = (r) => r;');
    stand.pipe({ SourceParameters: fromStream({ MaximumRetryAttempts: 1 }), Target: queue, Enrichment }, ...statements);
    await stand.put('a');
    await stand.clock.advance({ minutes: 2 });
    expect(outcomes().length).toBe(3);
    expect(outcomes()[0]).toContain(`is not authorized to perform: ${action}`);
  });

  it('when a queue may not be read, then the pipe waits', async () => {
    stand.pipe({ Source: source, Target: queue }, SEND);
    stand.sqs.send(source, { body: 'a' });
    await stand.settled();
    expect(warnings()[0]).toContain('sqs:ReceiveMessage');
    expect(stand.sqs.depth(source).visible).toBe(1);
  });
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html */
describe('the log of a pipe', () => {
  it.each([
    ['ERROR', ['EXECUTION_FAILED']],
    ['INFO', ['EXECUTION_STARTED', 'TARGET_STAGE_ENTERED', 'EXECUTION_FAILED']],
  ])('when its level is %s, then it has the steps up to that level', async (Level, expected) => {
    const LogConfiguration = { Level, CloudwatchLogsLogDestination: { LogGroupArn: GROUP } };
    stand.pipe({
      SourceParameters: fromStream(),
      Target: queue,
      TargetParameters: { InputTemplate: '{"k": <$.eventName>' },
      LogConfiguration,
    });
    await stand.put('a');
    await stand.settled();
    const lines = stand.lines().map((line) => JSON.parse(line) as { messageType: string; resourceArn: string });
    expect(lines.map(({ messageType }) => messageType)).toEqual(expected);
    expect(lines[0]).toMatchObject({ resourceArn: 'arn:aws:pipes:eu-west-1:000000000000:pipe/p' });
  });

  it('when it includes execution data, then the payload is there', async () => {
    const LogConfiguration = { Level: 'TRACE', IncludeExecutionData: ['ALL'], CloudwatchLogsLogDestination: { LogGroupArn: GROUP } };
    stand.pipe({ SourceParameters: fromStream(), Target: queue, LogConfiguration });
    await stand.put('a');
    await stand.settled();
    expect(stand.lines().some((line) => line.includes('payload'))).toBe(true);
  });
});

describe('faults', () => {
  it('when an injected fault strikes, then the attempt does not count, and the records arrive', async () => {
    stand.faults.use({ seed: 1, faults: [{ on: 'pipe:p', what: 'fail', times: 3 }] });
    stand.pipe({ SourceParameters: fromStream({ MaximumRetryAttempts: 0 }), Target: queue });
    await stand.put('a');
    await stand.clock.advance({ minutes: 2 });
    expect(ids(stand.bodies(queue))).toEqual(['a']);
    expect(outcomes().filter((outcome) => outcome.startsWith('retried')).length).toBe(3);
  });
});
