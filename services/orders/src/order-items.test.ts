import { describe, expect, it } from 'vitest';
import { eventKey, orderKey } from './order-items.ts';

describe('the items of an order', () => {
  it('when they are sorted, then the order comes first and its events follow in order of time', () => {
    const at = (event_time_iso8601: string, event_id: string) => eventKey('o-1', { event_time_iso8601, event_id }).sk;
    const sorted = [
      orderKey('o-1').sk,
      at('2026-11-21T09:00:00.000001Z', 'b'),
      at('2026-11-21T09:00:00.000002Z', 'a'),
      at('2026-11-21T10:00:00.000000Z', '0'),
    ];
    expect([...sorted].sort()).toEqual(sorted);
  });
});
