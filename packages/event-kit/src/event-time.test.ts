import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTime } from './event-time.ts';

describe('eventTime', () => {
  it.each([
    ['the event has no cause', '2026-11-21T09:00:00.250Z', undefined, '2026-11-21T09:00:00.250000Z'],
    ['the cause is earlier', '2026-11-21T09:00:00.250Z', '2026-11-21T09:00:00.100000Z', '2026-11-21T09:00:00.250000Z'],
    ['the cause is from the same millisecond', '2026-11-21T09:00:00.250Z', '2026-11-21T09:00:00.250000Z', '2026-11-21T09:00:00.250001Z'],
    [
      'the cause is later, by a clock that is ahead',
      '2026-11-21T09:00:00.250Z',
      '2026-11-21T09:00:59.999999Z',
      '2026-11-21T09:01:00.000000Z',
    ],
    ['the cause ends in a lower-case z', '2023-05-12T05:02:13.000Z', '2023-05-12T05:02:13.128510z', '2023-05-12T05:02:13.128511Z'],
    ['the cause has whole seconds', '2023-05-12T05:02:13.000Z', '2023-05-12T05:02:13Z', '2023-05-12T05:02:13.000001Z'],
  ])('when %s (now %s, cause %s), then it is %s', (_, now, cause, expected) => {
    expect(eventTime(new Date(now), cause)).toBe(expected);
  });

  it('for any chain of events and any clocks, then sorting by time is sorting by cause', () => {
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(moment, { minLength: 2, maxLength: 20 }), (clocks) => {
        const times: string[] = [];
        for (const now of clocks) times.push(eventTime(now, times.at(-1)));
        expect([...times].sort()).toEqual(times);
        expect(new Set(times).size).toBe(times.length);
      }),
    );
  });
});
