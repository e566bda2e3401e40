import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateEventBusCommand, type Target } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScenarioStand, startScenario } from './scenario-stand.ts';

const LOGGING = 'export const handler = (event) => console.log(JSON.stringify(event));';
const ORDER = { order: 'o-1', amount: 12.5, lines: [{ sku: 'a' }, { sku: 'b' }], note: 'call "first"' };

let stand: ScenarioStand;
beforeEach(async () => {
  stand = await startScenario();
});
afterEach(() => stand.end());

/** A log group that EventBridge may write to, as a target. */
const logGroup = (name: string): string => {
  stand.logs.putLogGroup({ name });
  stand.logs.putResourcePolicy('events', {
    Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: '*' },
  });
  return `arn:aws:logs:eu-west-1:000000000000:log-group:${name}`;
};
const lines = async (logGroupName: string) => {
  const client = new CloudWatchLogsClient(stand.clientConfig);
  return (await client.send(new FilterLogEventsCommand({ logGroupName }))).events?.map(({ message, timestamp }) => ({
    message,
    timestamp,
  }));
};
/** `POST /orders` of a REST API with IAM authorization, in front of a function. */
const restApi = async (): Promise<{ readonly Arn: string; readonly RoleArn: string }> => {
  const functionArn = await stand.putFunction('api', `${LOGGING.slice(0, -1)} ?? ({ statusCode: 202 });`);
  stand.lambda.addPermission(functionArn, { Effect: 'Allow', Action: '*', Principal: { Service: 'apigateway.amazonaws.com' } });
  const { apis } = stand.apigateway;
  apis.putApi({ id: 'abc', name: 'orders', rootResourceId: 'root' });
  apis.putStage({ restApiId: 'abc', name: 'dev', tracing: true });
  apis.putResource({ id: 'r', restApiId: 'abc', parentId: 'root', pathPart: 'orders' });
  apis.putMethod({ restApiId: 'abc', resourceId: 'r', httpMethod: 'POST', authorization: 'AWS_IAM' });
  apis.putIntegration({ restApiId: 'abc', resourceId: 'r', httpMethod: 'POST', functionArn, timeoutMs: 29_000 });
  const Arn = 'arn:aws:execute-api:eu-west-1:000000000000:abc/dev/POST/orders';
  return { Arn, RoleArn: stand.putRole('api-caller', { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: Arn }) };
};

describe('one event and its targets, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html', () => {
  it('given targets of every kind, when an order is placed, then each receives the same event once', async () => {
    const functionArn = await stand.deployFunction('f', LOGGING);
    const queue = await stand.queue('q');
    const fifo = await stand.queue('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    const group = logGroup('/aws/events/orders');
    const endpoint = await stand.httpEndpoint();
    const otherBus = (await stand.client.events.send(new CreateEventBusCommand({ Name: 'other' }))).EventBusArn;
    const beyond = await stand.queue('beyond');
    await stand.rule({ name: 'there', bus: 'other', targets: [beyond] });
    await stand.rule({ name: 'a', targets: [functionArn, queue, { Arn: fifo, SqsParameters: { MessageGroupId: 'g' } }, group] });
    await stand.rule({ name: 'b', targets: [{ Arn: otherBus }, endpoint.target, await restApi()] });

    await stand.publish(ORDER);

    const [expected] = await stand.bodies(queue);
    expect(expected).toMatchObject({ 'detail-type': 'order-placed', source: 'com.acme.shop', detail: ORDER });
    const [inFifo] = await stand.messages(fifo);
    const [atApi] = stand.logLines('api').map((line) => JSON.parse(line) as { readonly body: string; readonly httpMethod: string });
    expect(atApi?.httpMethod).toBe('POST');
    const others = [
      ...stand.logLines('f'),
      inFifo?.Body ?? '',
      ...((await lines('/aws/events/orders')) ?? []).map(({ message = '' }) => message),
      ...endpoint.calls.map(({ body }) => body),
      atApi?.body ?? '',
    ].map((text) => JSON.parse(text) as unknown);
    expect([...others, ...(await stand.bodies(beyond))]).toEqual(Array(6).fill(expected));
    expect(inFifo?.Attributes?.['MessageGroupId']).toBe('g');
    expect(stand.outcomes()).toEqual(Array(8).fill('delivered'));
  });

  it('given a rule with five targets, when a sixth is put, then it is rejected', async () => {
    const queue = await stand.queue('q');
    await expect(stand.rule({ name: 'r', targets: Array<string>(6).fill(queue) })).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    await stand.rule({ name: 'r', targets: Array<string>(5).fill(queue) });
    await stand.publish(ORDER);
    expect(await stand.messages(queue)).toHaveLength(5);
  });

  it('given a bus as a target, when events arrive, then its own rules match the forwarded events', async () => {
    const otherBus = (await stand.client.events.send(new CreateEventBusCommand({ Name: 'other' }))).EventBusArn;
    const [large, all] = [await stand.queue('large'), await stand.queue('all')];
    await stand.rule({ name: 'pass-on', pattern: { detail: { amount: [{ numeric: ['>', 10] }] } }, targets: [{ Arn: otherBus }] });
    await stand.rule({ name: 'large', bus: 'other', pattern: { detail: { amount: [{ numeric: ['>', 100] }] } }, targets: [large] });
    await stand.rule({ name: 'all', bus: 'other', targets: [all] });
    for (const amount of [5, 50, 500]) await stand.publish({ amount });
    const amounts = async (queue: string) => (await stand.bodies(queue)).map(({ detail }) => detail['amount']);
    expect(await amounts(large)).toEqual([500]);
    expect(await amounts(all)).toEqual([50, 500]);
  });

  it('given a FIFO queue, when the same event arrives twice within five minutes, then the queue has it once', async () => {
    const fifo = await stand.queue('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    await stand.rule({ name: 'r', targets: [{ Arn: fifo, InputPath: '$.detail', SqsParameters: { MessageGroupId: 'g' } }] });
    for (const n of [1, 2, 1, 3]) await stand.publish({ n });
    await stand.clock.advance({ minutes: 6 });
    await stand.publish({ n: 1 });
    expect(await stand.bodies(fifo)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 1 }]);
  });

  it('given an API destination, when it is called, then the call has the connection’s key and the target’s parameters', async () => {
    const { target, calls } = await stand.httpEndpoint();
    const HttpParameters = { HeaderParameters: { 'X-Shop': 'acme' }, QueryStringParameters: { dry: 'yes' } };
    await stand.rule({ name: 'r', targets: [{ ...target, HttpParameters }] });
    await stand.publish(ORDER);
    expect(calls).toMatchObject([
      {
        url: '/orders?dry=yes',
        headers: { 'x-api-key': 'secret', 'x-shop': 'acme', 'user-agent': 'Amazon/EventBridge/ApiDestinations' },
      },
    ]);
  });
});

describe('the input of a target, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html', () => {
  const InputPathsMap = { order: '$.detail.order', amount: '$.detail.amount', lines: '$.detail.lines', none: '$.detail.none' };
  const transformed = (InputTemplate: string): Partial<Target> => ({ InputTransformer: { InputPathsMap, InputTemplate } });

  it.each<readonly [what: string, input: Partial<Target>, body: string]>([
    ['a constant', { Input: '{"do":"count"}' }, '{"do":"count"}'],
    ['a part of the event', { InputPath: '$.detail.lines[1]' }, '{"sku":"b"}'],
    ['a string of the event, which keeps its quotes', { InputPath: '$.detail.order' }, '"o-1"'],
    [
      'a JSON template',
      transformed('{"id":<order>,"sum":<amount>,"lines":<lines>}'),
      '{"id":"o-1","sum":12.5,"lines":[{"sku":"a"},{"sku":"b"}]}',
    ],
    ['placeholders within the strings of a JSON template', transformed('{"text":"<order> for <amount>"}'), '{"text":"o-1 for 12.5"}'],
    ['a sentence, which keeps its quotes', transformed('"Order <order> costs <amount>."'), '"Order o-1 costs 12.5."'],
    ['a missing value, which is empty', transformed('{"none":<none>,"text":"[<none>]"}'), '{"none":"","text":"[]"}'],
    ['the name of the rule', transformed('{"rule":"<aws.events.rule-name>"}'), '{"rule":"r"}'],
  ])('given %s, when an order is placed, then the message is as expected', async (_what, input, body) => {
    const queue = await stand.queue('q');
    await stand.rule({ name: 'r', targets: [{ Arn: queue, ...input }] });
    await stand.publish(ORDER);
    expect((await stand.messages(queue)).map(({ Body }) => Body)).toEqual([body]);
  });

  it('given a template whose result is not JSON, when an order is placed, then nothing is delivered or dead-lettered, and a warning reports it', async () => {
    const [queue, dead] = [await stand.queue('q'), await stand.queue('dead')];
    await stand.rule({ name: 'r', targets: [{ Arn: queue, DeadLetterConfig: { Arn: dead }, ...transformed('{"lines":"<lines>"}') }] });
    await stand.publish(ORDER);
    await stand.clock.advance({ hours: 25 });
    expect(await stand.messages(queue)).toEqual([]);
    expect(await stand.messages(dead)).toEqual([]);
    expect(stand.outcomes()).toEqual(['dropped']);
  });

  it('given two targets of one rule with separate inputs, when an order is placed, then each receives its own', async () => {
    const [accounts, kitchen] = [await stand.queue('accounts'), await stand.queue('kitchen')];
    const targets = [
      { Arn: accounts, InputPath: '$.detail.amount' },
      { Arn: kitchen, InputPath: '$.detail.lines' },
    ];
    await stand.rule({ name: 'r', targets });
    await stand.publish(ORDER);
    expect(await stand.bodies(accounts)).toEqual([12.5]);
    expect(await stand.bodies(kitchen)).toEqual([ORDER.lines]);
  });

  it('given a log group with a transformer, when an order is placed, then the line has the transformed time and text', async () => {
    const InputTemplate = '{"timestamp":<time>,"message":"order <order>"}';
    const paths = { ...InputPathsMap, time: '$.time' };
    const group = logGroup('/aws/events/orders');
    await stand.rule({ name: 'r', targets: [{ Arn: group, InputTransformer: { InputPathsMap: paths, InputTemplate } }] });
    await stand.clock.advance({ minutes: 1 });
    await stand.publish(ORDER, { Time: new Date('2026-01-01T00:00:30Z') });
    expect(await lines('/aws/events/orders')).toEqual([{ message: 'order o-1', timestamp: Date.UTC(2026, 0, 1, 0, 0, 30) }]);
  });
});
