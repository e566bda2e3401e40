import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import type { Statement } from '@plumbline/iam-policy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventStand, startEventStand } from './testing/delivery-stand.ts';

const ENTRY = { Source: 'com.acme', DetailType: 'order-accepted', Detail: '{"a":1}' } satisfies PutEventsRequestEntry;
const BUS = 'arn:aws:events:eu-west-1:000000000000:event-bus/default';
const RETRY = { eventAgeSecondsMax: 86_400, attemptsMax: 185 };

let stand: EventStand;
let client: EventBridgeClient;
let queue: string;

beforeEach(async () => {
  stand = await startEventStand();
  client = new EventBridgeClient(stand.clientConfig);
  queue = stand.sqs.putQueue({ name: 'all' });
  stand.sqs.setPolicy(queue, {
    Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queue },
  });
  const rule = stand.events.buses.putRule({ name: 'all', busName: 'default', pattern: '{"version":["0"]}', enabled: true });
  rule.targets.set('all', { id: 'all', arn: queue, retryPolicy: RETRY });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const put = (...Entries: readonly PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries: [...Entries] }));
const delivered = async (): Promise<readonly string[]> => {
  await stand.settled();
  return stand.take(queue).map(({ body }) => body);
};

describe('a request as a whole', () => {
  it.each([
    [
      0,
      "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      11,
      `1 validation error detected: Value '[${Array(11).fill('PutEventsRequestEntry(...)').join(', ')}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10`,
    ],
  ])('when it has %i entries, then it is refused', async (count, message) => {
    await expect(put(...Array<PutEventsRequestEntry>(count).fill(ENTRY))).rejects.toMatchObject({ name: 'ValidationException', message });
    expect(await delivered()).toEqual([]);
  });

  /** The bytes that AWS counts: source, detail-type, detail, resources, and 14 for a time. */
  const ofBytes = (bytes: number, more: PutEventsRequestEntry = {}): PutEventsRequestEntry => {
    const rest = ENTRY.Source.length + ENTRY.DetailType.length + '{"a":""}'.length;
    return { ...ENTRY, Detail: `{"a":"${'x'.repeat(bytes - rest)}"}`, ...more };
  };
  const LIMIT = 1_048_576;

  it('when its entries are as large as they may be together, then it is accepted', async () => {
    expect((await put(ofBytes(LIMIT / 2), ofBytes(LIMIT / 2))).FailedEntryCount).toBe(0);
  });

  it.each<readonly [string, readonly PutEventsRequestEntry[]]>([
    ['a byte', [ofBytes(LIMIT / 2), ofBytes(LIMIT / 2 + 1)]],
    ['a time', [ofBytes(LIMIT - 13, { Time: new Date(0) })]],
    ['a resource', [ofBytes(LIMIT, { Resources: ['a'] })]],
    ['a letter of two bytes', [{ ...ENTRY, Detail: `{"a":"${'ü'.repeat(LIMIT / 2)}"}` }]],
  ])('when %s makes them larger, then it is refused', async (_what, entries) => {
    await expect(put(...entries)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
  });

  it('when a time cannot be written, then it is refused', async () => {
    await expect(put({ ...ENTRY, Time: new Date(8.64e15) })).rejects.toMatchObject({ name: 'SerializationException' });
  });
});

describe('one entry of a request', () => {
  const required = (name: string) => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };

  it.each<readonly [string, PutEventsRequestEntry, object]>([
    ['it has no source', { ...ENTRY, Source: undefined }, required('Source')],
    ['its source is empty', { ...ENTRY, Source: '' }, required('Source')],
    ['it has no detail-type', { ...ENTRY, DetailType: undefined }, required('DetailType')],
    ['it has no detail', { ...ENTRY, Detail: undefined }, required('Detail')],
    ['its detail is broken', { ...ENTRY, Detail: '{"a":' }, malformed],
    ['its detail is a string', { ...ENTRY, Detail: '"a"' }, malformed],
    ['its detail is an array', { ...ENTRY, Detail: '[]' }, malformed],
    ['its detail is null', { ...ENTRY, Detail: 'null' }, malformed],
    ["its source is AWS's own", { ...ENTRY, Source: 'aws.s3' }, { ErrorCode: 'NotAuthorizedForSourceException' }],
  ])('when %s, then it fails alone, in its place', async (_rule, entry, error) => {
    const { FailedEntryCount, Entries, $metadata } = await put(ENTRY, entry, ENTRY);
    expect($metadata.httpStatusCode).toBe(200);
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toMatchObject([{ EventId: expect.any(String) }, error, { EventId: expect.any(String) }]);
    expect(await delivered()).toHaveLength(2);
  });

  it('when its bus does not exist, then the response is success, the event is lost, and a warning reports it', async () => {
    const { FailedEntryCount, Entries } = await put({ ...ENTRY, EventBusName: 'none' });
    expect(FailedEntryCount).toBe(0);
    expect(Entries).toEqual([{ EventId: expect.any(String) }]);
    expect(stand.occurrences).toEqual([
      {
        kind: 'warning',
        message: `The event order-accepted (${Entries?.[0]?.EventId}) went to the bus "none", which does not exist. AWS answers success and drops it.`,
      },
    ]);
    expect(await delivered()).toEqual([]);
  });

  it('when its bus is named by ARN, then it is that bus', async () => {
    await put({ ...ENTRY, EventBusName: BUS });
    expect(await delivered()).toHaveLength(1);
  });
});

describe('the event', () => {
  it('when it is delivered, then its members are in the order of AWS', async () => {
    const { Entries } = await put({ ...ENTRY, Resources: ['arn:x'], Time: new Date('2025-05-05T05:05:05.999Z') });
    const id = Entries?.[0]?.EventId;
    expect(await delivered()).toEqual([
      `{"version":"0","id":"${id}","detail-type":"order-accepted","source":"com.acme","account":"000000000000","time":"2025-05-05T05:05:05Z","region":"eu-west-1","resources":["arn:x"],"detail":{"a":1}}`,
    ]);
  });

  it('when it has no time and no resources, then it has the time of the call and none', async () => {
    await put(ENTRY);
    expect(JSON.parse((await delivered())[0] ?? '')).toMatchObject({ time: '2026-01-01T00:00:00Z', resources: [] });
  });

  it.each(['{"n":12345678901234567890.123456789}', '{ "a" : 1.0, "a" : 2 }', '{"text":"\\u00fc\\/ü"}'])(
    'when its detail is %s, then it is delivered letter by letter',
    async (Detail) => {
      await put({ ...ENTRY, Detail });
      expect((await delivered())[0]).toContain(`"detail":${Detail}}`);
    },
  );

  it('when the entry has a trace header, then it travels with the event, before that of the request', async () => {
    const TraceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
    await put({ ...ENTRY, TraceHeader }, ENTRY);
    await stand.settled();
    expect(stand.take(queue).map(({ attributes }) => attributes['AWSTraceHeader'])).toEqual([TraceHeader, undefined]);
    expect(stand.occurrences).toMatchObject([
      { kind: 'event', busName: 'default', traceHeader: TraceHeader, rules: ['all'] },
      { kind: 'delivery' },
      { kind: 'event', traceHeader: undefined },
      { kind: 'delivery' },
    ]);
  });

  it('when no rule matches it, then the occurrence has an empty list of rules', async () => {
    stand.events.buses.putRule({ name: 'all', busName: 'default', pattern: '{"version":["0"]}', enabled: false });
    await put(ENTRY);
    expect(await delivered()).toEqual([]);
    expect(stand.occurrences).toMatchObject([{ kind: 'event', rules: [] }]);
  });
});

describe('the events that a role may publish', () => {
  const putAs = async (statement: Partial<Statement>, ...entries: readonly PutEventsRequestEntry[]) => {
    const roleArn = stand.putRole('publisher', { Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS, ...statement });
    const { credentials } = stand.iam.assumeRole(roleArn, 's');
    const { FailedEntryCount } = await new EventBridgeClient({ ...stand.clientConfig, credentials }).send(
      new PutEventsCommand({ Entries: [...entries] }),
    );
    return FailedEntryCount;
  };
  const only: Partial<Statement> = {
    Condition: {
      'ForAllValues:StringEquals': { 'events:source': ['com.acme'], 'events:detail-type': ['order-accepted', 'order-rejected'] },
      Null: { 'events:source': 'false' },
    },
  };

  it.each<readonly [string, Partial<Statement>, readonly PutEventsRequestEntry[]]>([
    ['the bus is the one', {}, [ENTRY]],
    ['source and detail-type are among those of the condition', only, [ENTRY, { ...ENTRY, DetailType: 'order-rejected' }]],
  ])('when %s, then it may', async (_rule, statement, entries) => {
    expect(await putAs(statement, ...entries)).toBe(0);
  });

  it.each<readonly [string, Partial<Statement>, readonly PutEventsRequestEntry[]]>([
    ['the bus is another', { Resource: `${BUS}-other` }, [ENTRY]],
    ['one of the entries has another bus', {}, [ENTRY, { ...ENTRY, EventBusName: 'other' }]],
    ['the source is another', only, [{ ...ENTRY, Source: 'com.other' }]],
    ['one of several detail-types is another', only, [ENTRY, { ...ENTRY, DetailType: 'other' }]],
  ])('when %s, then nothing is accepted', async (_rule, statement, entries) => {
    await expect(putAs(statement, ...entries)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('events:PutEvents'),
    });
    expect(await delivered()).toEqual([]);
  });
});

describe('looking at buses and rules', () => {
  beforeEach(() => {
    stand.events.buses.put('orders');
    const rule = stand.events.buses.putRule({
      name: 'new',
      busName: 'orders',
      pattern: '{"source":["a"]}',
      enabled: false,
      description: 'why',
    });
    rule.targets.set('t', {
      id: 't',
      arn: queue,
      roleArn: 'arn:r',
      deadLetterQueueArn: 'arn:d',
      retryPolicy: { eventAgeSecondsMax: 60, attemptsMax: 3 },
    });
  });
  const RULE = {
    Name: 'new',
    Arn: 'arn:aws:events:eu-west-1:000000000000:rule/orders/new',
    EventBusName: 'orders',
    EventPattern: '{"source":["a"]}',
    State: 'DISABLED',
    Description: 'why',
  };

  it('when buses are listed, then they are there, by prefix', async () => {
    const { EventBuses } = await client.send(new ListEventBusesCommand({}));
    expect(EventBuses).toEqual([
      { Name: 'default', Arn: BUS },
      { Name: 'orders', Arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/orders' },
    ]);
    expect((await client.send(new ListEventBusesCommand({ NamePrefix: 'ord' }))).EventBuses).toHaveLength(1);
  });

  it('when a bus is described, then by name, by ARN, or the default one', async () => {
    expect(await client.send(new DescribeEventBusCommand({}))).toMatchObject({ Name: 'default', Arn: BUS });
    expect(await client.send(new DescribeEventBusCommand({ Name: BUS }))).toMatchObject({ Name: 'default' });
    await expect(client.send(new DescribeEventBusCommand({ Name: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Event bus none does not exist.',
    });
  });

  it('when rules are looked at, then they are as deployed', async () => {
    expect((await client.send(new ListRulesCommand({ EventBusName: 'orders' }))).Rules).toEqual([RULE]);
    expect((await client.send(new ListRulesCommand({ EventBusName: 'orders', NamePrefix: 'x' }))).Rules).toEqual([]);
    expect(await client.send(new DescribeRuleCommand({ EventBusName: 'orders', Name: 'new' }))).toMatchObject(RULE);
    expect(await client.send(new DescribeRuleCommand({ Name: 'all' }))).toMatchObject({
      Arn: 'arn:aws:events:eu-west-1:000000000000:rule/all',
      State: 'ENABLED',
    });
    await expect(client.send(new DescribeRuleCommand({ Name: 'new' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule new does not exist on EventBus default.',
    });
  });

  it('when targets are looked at, then they are as deployed', async () => {
    expect((await client.send(new ListTargetsByRuleCommand({ EventBusName: 'orders', Rule: 'new' }))).Targets).toEqual([
      {
        Id: 't',
        Arn: queue,
        RoleArn: 'arn:r',
        DeadLetterConfig: { Arn: 'arn:d' },
        RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 3 },
      },
    ]);
    expect((await client.send(new ListRuleNamesByTargetCommand({ TargetArn: queue }))).RuleNames).toEqual(['all']);
  });

  it('when a pattern is tested, then the answer says whether it matches', async () => {
    const test = async (EventPattern: string, Event = JSON.stringify({ source: 'a' })) =>
      (await client.send(new TestEventPatternCommand({ EventPattern, Event }))).Result;
    expect(await test('{"source":["a"]}')).toBe(true);
    expect(await test('{"source":["b"]}')).toBe(false);
    await expect(test('{"source":["a"]}', '[]')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
