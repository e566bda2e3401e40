import { randomUUID } from 'node:crypto';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { OrderAccepted, OrderCreated, OrderDeliveryArranged, PaymentCaptured } from '@plumbline/contracts-ordering';
import { type EventContract, eventTime } from '@plumbline/event-kit';
import { objectCreated } from '@plumbline/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderHistory, rejectedObjects } from './ordering.ts';
import { type RunningSystem, startSystem } from './running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.aws.stop());

const config = () => ({ endpoint: system.aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

/** Publishes an event of an order on the bus, as its producer would, `second` seconds after nine o'clock. */
const put = async (
  contract: EventContract,
  orderId: string,
  second: number,
  data: object = {},
  eventId: string = randomUUID(),
): Promise<void> => {
  const example = contract.examples[0]?.detail as { readonly Data: object };
  const Metadata = {
    event_time_iso8601: eventTime(new Date(Date.UTC(2026, 10, 21, 9, 0, second)), undefined),
    event_type: contract.eventType,
    event_version: contract.version,
    event_id: eventId,
  };
  const Detail = JSON.stringify({ Metadata, Data: { ...example.Data, order_id: orderId, ...data } });
  await new EventBridgeClient(config()).send(
    new PutEventsCommand({
      Entries: [{ EventBusName: 'plumbline-dev', Source: contract.source, DetailType: contract.detailType, Detail }],
    }),
  );
};

const types = async (orderId: string) => (await orderHistory(system.connection, orderId)).events.map(({ Metadata }) => Metadata.event_type);

describe('an order’s history', () => {
  it('when events arrive in the wrong order, then the history is in order of time, and the status is that of the most advanced event', async () => {
    const orderId = randomUUID();
    const arrived = async (count: number) => (await types(orderId)).length >= count;
    // The capture first, then the events before it; each event is recorded before the next is sent.
    await put(PaymentCaptured, orderId, 30);
    await system.until(() => arrived(1));
    await put(OrderCreated, orderId, 0);
    await system.until(async () => (await orderHistory(system.connection, orderId)).order !== undefined && (await arrived(3)));
    const { order, events } = await orderHistory(system.connection, orderId);
    expect(order?.status).toBe('PAYMENT_CAPTURED');
    const times = events.map(({ Metadata }) => Metadata.event_time_iso8601);
    expect(times).toEqual([...times].sort());
    expect(events[0]?.Metadata.event_type).toBe('OrderCreated');
  });
});

describe('an event that is published again', () => {
  it('when it has the same id and a later time, as after a crash, then the history has it once, with its first time', async () => {
    const orderId = randomUUID();
    const eventId = randomUUID();
    await put(OrderCreated, orderId, 0, {}, eventId);
    await system.until(async () => (await types(orderId)).includes('PaymentCaptured'));
    const handled = () =>
      system.occurrences.filter(
        (each) => each.kind === 'invocation' && each.event.includes(eventId) && each.functionName.endsWith('record-event'),
      );
    const before = handled().length;
    await put(OrderCreated, orderId, 20, {}, eventId);
    await system.until(async () => handled().length > before);
    const created = (await orderHistory(system.connection, orderId)).events.filter(
      ({ Metadata }) => Metadata.event_type === 'OrderCreated',
    );
    expect(created.map(({ Metadata }) => Metadata.event_time_iso8601)).toEqual(['2026-11-21T09:00:00.000000Z']);
  });
});

describe('an event that is overtaken by its own repetition', () => {
  it('then the history has it once, with its first time, before the events that it caused', async () => {
    const orderId = randomUUID();
    const eventId = randomUUID();
    const accepted = { service_info: 'delivery' };
    await put(OrderAccepted, orderId, 20, accepted, eventId);
    await system.until(async () => (await types(orderId)).includes('OrderAccepted'));
    await put(OrderAccepted, orderId, 5, accepted, eventId);
    const times = async () =>
      (await orderHistory(system.connection, orderId)).events.flatMap(({ Metadata }) =>
        Metadata.event_id === eventId ? [Metadata.event_time_iso8601] : [],
      );
    await system.until(async () => (await times())[0] === '2026-11-21T09:00:05.000000Z');
    expect(await times()).toHaveLength(1);
    expect((await types(orderId))[0]).toBe('OrderAccepted');
  });
});

describe('capture-payment', () => {
  it('when an order arrives repeatedly, on either path, then its payment is captured once', async () => {
    const orderId = randomUUID();
    const outcomes = () =>
      system.occurrences.filter(
        (each) => each.kind === 'invocation' && each.functionName.endsWith('capture-payment') && each.event.includes(orderId),
      );
    const captures = () =>
      system.occurrences.filter(
        (each) =>
          each.kind === 'event' && each.event['detail-type'] === 'payment-captured' && JSON.stringify(each.event.detail).includes(orderId),
      );
    for (let time = 1; time <= 3; time += 1) {
      await put(OrderAccepted, orderId, time, { service_info: 'delivery' });
      await put(OrderDeliveryArranged, orderId, time);
      await system.until(async () => outcomes().length === 2 * time);
    }
    // A delivery that ran into a concurrent one failed; Lambda retries it in a minute. It is not a second capture.
    expect(captures()).toHaveLength(1);
  });
});

describe('s3-notification', () => {
  it('when a notification names a deleted object, then the notification is quarantined as object_gone', async () => {
    const key = `T1/doordash/T1_doordash_${randomUUID()}_20261121_090000.json`;
    const body = JSON.stringify(objectCreated({ bucket: 'plumbline-dev-orders-log-000000000000', key }));
    const { Payload } = await new LambdaClient(config()).send(
      new InvokeCommand({
        FunctionName: 'plumbline-dev-s3-notification',
        Payload: JSON.stringify({ httpMethod: 'POST', path: '/s3-notification', body }),
      }),
    );
    expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toMatchObject({
      statusCode: 200,
      body: expect.stringContaining('object_gone'),
    });
    expect(await rejectedObjects(system.connection)).toContainEqual(
      expect.objectContaining({ reason: 'object_gone', object: expect.objectContaining({ key }) }),
    );
  });
});
