import { describe, expect, it } from 'vitest';
import { pointInTime } from './point-in-time.ts';

const NOW = new Date('2026-11-21T09:00:00Z');

describe('a time on the command line', () => {
  it.each([
    ['now', '2026-11-21T09:00:00.000Z'],
    ['90s', '2026-11-21T08:58:30.000Z'],
    ['30m', '2026-11-21T08:30:00.000Z'],
    ['2h', '2026-11-21T07:00:00.000Z'],
    ['7d', '2026-11-14T09:00:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20T10:00:00+02:00', '2026-11-20T08:00:00.000Z'],
  ])('when it is %s, then it is %s', (text, expected) => {
    expect(pointInTime(text, NOW).toISOString()).toBe(expected);
  });

  it.each(['yesterday', '2x', '', '12', '2026-13-01'])('when it is "%s", then the error describes the formats', (text) => {
    expect(() => pointInTime(text, NOW)).toThrow(`"${text}" is not a valid time. Write ISO 8601`);
  });
});
