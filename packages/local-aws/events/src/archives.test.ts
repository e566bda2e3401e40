import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventStand, startEventStand } from './testing/delivery-stand.ts';

const ENTRY = { Source: 'com.acme', DetailType: 'order-accepted', Detail: '{"a":1}', EventBusName: 'orders' };

let stand: EventStand;

beforeEach(async () => {
  stand = await startEventStand();
  stand.events.buses.put('orders');
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('archives', () => {
  const BUS = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders';
  const archive = (name: string, pattern?: string): void =>
    stand.events.archives.put({
      name,
      busArn: BUS,
      retentionDays: 2,
      createdMs: stand.clock.now(),
      ...(pattern !== undefined && { pattern }),
    });

  it('when an event matches, then it is kept with its bytes; another or that of another bus is not', async () => {
    archive('everything');
    archive('accepted', '{"detail-type":["order-accepted"]}');
    archive('rejected', '{"detail-type":["order-rejected"]}');
    stand.events.accept({ ...ENTRY, Detail: '{"a":"ü"}' }, undefined);
    stand.events.accept({ ...ENTRY, EventBusName: 'default' }, undefined);
    const sizes = ['everything', 'accepted', 'rejected'].map((name) => stand.events.archives.size(name));
    const [event] = stand.store.prepare('select event from archived_event').all();
    const bytes = Buffer.byteLength(String(event?.['event']));
    expect(sizes).toEqual([
      { events: 1, bytes },
      { events: 1, bytes },
      { events: 0, bytes: 0 },
    ]);
  });

  it('when an event is older than the retention, then it goes within the hour', async () => {
    archive('everything');
    stand.events.accept(ENTRY, undefined);
    await stand.clock.advance({ hours: 47 });
    expect(stand.events.archives.size('everything').events).toBe(1);
    await stand.clock.advance({ hours: 2 });
    expect(stand.events.archives.size('everything').events).toBe(0);
  });
});
