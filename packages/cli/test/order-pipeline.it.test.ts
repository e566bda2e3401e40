import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchTrace, traceTree } from '../src/trace-tree.ts';
import { putOrder, rejectedObjects, sampleText } from './ordering.ts';
import { doordashOrder, place, type RunningSystem, startSystem } from './running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.aws.stop());

/** Other teams may consume the same events. These tests follow only the path of an order. */
const PIPELINE = / (s3-notification\/dev|s3-notification|new-order|arrange-delivery|capture-payment)$/;

/** The functions of the pipeline in a trace, in causal order. */
const functionsOf = async (traceId: string | null | undefined): Promise<readonly string[]> => {
  const tree = traceTree(await fetchTrace(system.connection, traceId ?? ''));
  expect(tree.broken).toEqual([]);
  const names = tree.nodes.map(({ segment, depth }) => `${depth} ${segment.name.replace('plumbline-dev-', '')}`);
  return names.filter((name) => PIPELINE.test(name));
};

describe('the order pipeline', () => {
  it.each([
    [
      'dx_delivery',
      'delivery',
      ['OrderCreated', 'OrderAccepted', 'PaymentCaptured'],
      ['0 s3-notification/dev', '1 s3-notification', '2 new-order', '3 capture-payment'],
    ],
    [
      'mx_fleet_delivery',
      'self_delivery',
      ['OrderCreated', 'OrderAccepted', 'OrderDeliveryArranged', 'PaymentCaptured'],
      ['0 s3-notification/dev', '1 s3-notification', '2 new-order', '3 arrange-delivery', '4 capture-payment'],
    ],
    [
      'pickup',
      'pick_up',
      ['OrderCreated', 'OrderAccepted', 'PaymentCaptured'],
      ['0 s3-notification/dev', '1 s3-notification', '2 new-order', '3 capture-payment'],
    ],
  ])('when an order is a %s, then it takes the path of %s, in one unbroken trace', async (fulfillment, serviceInfo, events, functions) => {
    const orderId = randomUUID();
    await place(system, doordashOrder(orderId, fulfillment), orderId);
    const history = await system.finished(orderId);
    expect(history.order).toMatchObject({ order_id: orderId, status: 'PAYMENT_CAPTURED', details: { service_info: serviceInfo } });
    expect(history.events.map(({ Metadata }) => Metadata.event_type)).toEqual(events);
    expect(new Set(history.events.map(({ Metadata }) => Metadata.correlation_id)).size).toBe(1);
    expect(await functionsOf(history.order?.trace_id)).toEqual(functions);
  });

  it('when a card is declined, then the order ends as PAYMENT_FAILED with the reason', async () => {
    await place(system, sampleText('generic-declined'), 'K7-2026-11-20-0031', 'generic');
    const history = await system.finished('K7-2026-11-20-0031');
    expect(history.order?.status).toBe('PAYMENT_FAILED');
    expect(history.events.at(-1)?.Data).toMatchObject({ reason: 'card_declined' });
  });

  it('when S3 notifies twice, with different bodies, then the first notification counts and the second has no effect', async () => {
    const orderId = randomUUID();
    const key = await place(system, doordashOrder(orderId), orderId);
    const first = await system.finished(orderId);
    const before = system.occurrences.length;
    await putOrder(system.connection, key, doordashOrder(orderId, 'pickup'));
    await system.until(async () =>
      system.occurrences.slice(before).some((each) => each.kind === 'invocation' && each.result.payload.includes('repeated')),
    );
    await system.aws.idle();
    expect(await system.finished(orderId)).toEqual(first);
    expect(
      system.occurrences
        .slice(before)
        .filter((each) => each.kind === 'event')
        .map((each) => each.event.source),
    ).toEqual(['aws.s3']);
  });

  it.each([
    ['is not JSON', () => '{"order":', undefined, 'not_json'],
    ['has wrong types', (id: string) => doordashOrder(id).replace('"subtotal": 3290', '"subtotal": "32.90"'), undefined, 'not_an_order'],
    [
      'comes from an unknown channel',
      (id: string) => doordashOrder(id),
      (id: string) => `T1/pigeon/T1_pigeon_${id}_20261121_090000.json`,
      'unknown_channel',
    ],
    ['has a key outside the scheme', (id: string) => doordashOrder(id), (id: string) => `${id}.json`, 'key_outside_scheme'],
    [
      'has a key with spaces and unicode',
      (id: string) => doordashOrder(id),
      (id: string) => `Café Zoë/doordash/№ 7 +1 %20 ${id}.json`,
      'key_outside_scheme',
    ],
    ['is empty', () => '', undefined, 'object_empty'],
    ['has 6 MB', (id: string) => `${doordashOrder(id)}${' '.repeat(6 * 1024 * 1024)}`, undefined, 'object_too_large'],
  ])('when an object %s, then it is in quarantine with its key and reason', async (_, body, keyOf, reason) => {
    const id = randomUUID();
    const key = keyOf?.(id) ?? `T1/doordash/T1_doordash_${id}_20261121_090000.json`;
    await putOrder(system.connection, key, body(id));
    const found = async () => (await rejectedObjects(system.connection)).find(({ object }) => object.key === key);
    await system.until(async () => (await found()) !== undefined);
    expect(await found()).toMatchObject({ reason });
  });

  it('when functions log, then the log groups have structured lines with the order’s correlation id', async () => {
    const orderId = randomUUID();
    await place(system, doordashOrder(orderId), orderId);
    const { events } = await system.finished(orderId);
    const logs = new CloudWatchLogsClient({
      endpoint: system.aws.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const found = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: '/aws/lambda/plumbline-dev-new-order',
        filterPattern: `"${events[0]?.Metadata.correlation_id}"`,
      }),
    );
    expect(found.events?.map(({ message }) => JSON.parse(message ?? '{}'))).toEqual([
      expect.objectContaining({ level: 'INFO', message: 'handled', service: 'new-order', event_type: 'OrderCreated' }),
    ]);
  });

  it('when the emulator loads the stacks, then it supports every declared resource', async () => {
    expect(system.aws.report.unknown).toEqual([]);
    const dynamoDb = new DynamoDBClient({
      endpoint: system.aws.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    expect((await dynamoDb.send(new DescribeTableCommand({ TableName: 'plumbline-dev-orders' }))).Table?.TableStatus).toBe('ACTIVE');
  });
});
