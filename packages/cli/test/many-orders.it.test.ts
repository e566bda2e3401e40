import { randomUUID } from 'node:crypto';
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { Occurrence } from '@plumbline/local-aws';
import { objectKey } from '@plumbline/service-intake/object-key';
import { orderTable } from '@plumbline/service-orders/manifest';
import { paymentTable } from '@plumbline/service-payments/manifest';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countItems } from './count-items.ts';
import { forEach } from './for-each.ts';
import { orderHistory, putOrder } from './ordering.ts';
import { doordashOrder, type RunningSystem, startSystem } from './running-system.ts';

const ORDERS = 1_000;
const NOTIFICATIONS = 3;
const SEED = 20_261_121;
const WAYS = ['dx_delivery', 'mx_fleet_delivery', 'pickup'];

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.aws.stop());

const shuffled = <T>(items: readonly T[]): readonly T[] =>
  fc.sample(fc.shuffledSubarray([...items], { minLength: items.length }), { numRuns: 1, seed: SEED })[0] ?? [];

const messagesIn = async (queueUrl: string): Promise<number> => {
  const { Attributes } = await system.connection.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
};

const eventsOf = (way: string): readonly string[] =>
  way === 'mx_fleet_delivery'
    ? ['OrderCreated', 'OrderAccepted', 'OrderDeliveryArranged', 'PaymentCaptured']
    : ['OrderCreated', 'OrderAccepted', 'PaymentCaptured'];

/** Counts occurrences as they arrive, each one once. */
const tally = (occurrences: readonly Occurrence[]) => {
  const counts = { notificationsAnswered: 0, captured: 0 };
  let seen = 0;
  return () => {
    for (; seen < occurrences.length; seen += 1) {
      const each = occurrences[seen];
      if (each?.kind === 'delivery' && each.outcome === 'delivered' && each.targetArn.includes(':execute-api:'))
        counts.notificationsAnswered += 1;
      if (each?.kind === 'event' && each.event['detail-type'] === 'payment-captured') counts.captured += 1;
    }
    return counts;
  };
};

describe(`${ORDERS} orders, each notified ${NOTIFICATIONS} times, in shuffled order`, () => {
  it('then each is captured once, each history is complete, and nothing is lost', async () => {
    const orders = Array.from({ length: ORDERS }, (_, index) => ({ orderId: randomUUID(), way: WAYS[index % WAYS.length] ?? '' }));
    const now = new Date();
    await forEach(shuffled(orders.flatMap((order) => Array.from({ length: NOTIFICATIONS }, () => order))), async ({ orderId, way }) => {
      const key = objectKey({ tenant: 'Dr541r357e', channel: 'doordash', orderId }, now);
      await putOrder(system.connection, key, doordashOrder(orderId, way));
    });
    const counts = tally(system.occurrences);
    await system.until(async () => counts().notificationsAnswered === ORDERS * NOTIFICATIONS && counts().captured >= ORDERS);
    // The last events wait for their batch to fill. An order has an item, and an event two: itself, and that it is recorded.
    const events = orders.reduce((sum, { way }) => sum + eventsOf(way).length, 0);
    await system.until(async () => (await countItems(system.connection, orderTable.name)) === ORDERS + 2 * events);
    await system.aws.idle();

    expect(counts().captured).toBe(ORDERS);
    expect(await countItems(system.connection, paymentTable.name)).toBe(ORDERS);
    await forEach(orders, async ({ orderId, way }) => {
      const { events } = await orderHistory(system.connection, orderId);
      expect(events.map(({ Metadata }) => Metadata.event_type)).toEqual(eventsOf(way));
    });
    const { QueueUrls = [] } = await system.connection.sqs.send(new ListQueuesCommand({}));
    expect(await Promise.all(QueueUrls.map(messagesIn))).toEqual(QueueUrls.map(() => 0));
  });
});
