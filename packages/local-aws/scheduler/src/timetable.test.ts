import { describe, expect, it } from 'vitest';
import { timetableOf } from './timetable.ts';

const ms = (text: string): number => Date.parse(text.includes('T') ? text : `${text}T00:00:00Z`);
const times = (expression: string, timeZone: string, from: string, count: number): readonly string[] => {
  const timetable = timetableOf({ expression, timeZone }, ms(from));
  const found: string[] = [];
  for (let at = timetable.next(ms(from)); at !== undefined && found.length < count; at = timetable.next(at)) {
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
};

describe('a cron expression', () => {
  it.each([
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
    ['cron(0 10 * * ? *)', '2026-01-01', ['2026-01-01T10:00', '2026-01-02T10:00']],
    ['cron(15 12 * * ? *)', '2026-01-01', ['2026-01-01T12:15', '2026-01-02T12:15']],
    ['cron(0 18 ? * MON-FRI *)', '2026-01-01', ['2026-01-01T18:00', '2026-01-02T18:00', '2026-01-05T18:00']],
    ['cron(0 8 1 * ? *)', '2026-01-01', ['2026-01-01T08:00', '2026-02-01T08:00']],
    ['cron(0/15 * * * ? *)', '2026-01-01T00:00:00Z', ['2026-01-01T00:15', '2026-01-01T00:30', '2026-01-01T00:45', '2026-01-01T01:00']],
    ['cron(0/10 * ? * MON-FRI *)', '2026-01-02T23:45:00Z', ['2026-01-02T23:50', '2026-01-05T00:00']],
    ['cron(0/5 8-17 ? * MON-FRI *)', '2026-01-02T17:50:00Z', ['2026-01-02T17:55', '2026-01-05T08:00']],
    ['cron(15 10 ? * 6L 2026-2027)', '2026-11-01', ['2026-11-27T10:15', '2026-12-25T10:15', '2027-01-29T10:15']],
    ['cron(15 10 ? * 6L 2022-2023)', '2026-01-01', []],
    // The wildcards, as the same page tells them.
    [
      'cron(0 0 3W * ? *)',
      '2026-01-01',
      ['2026-01-02T00:00', '2026-02-03T00:00', '2026-03-03T00:00', '2026-04-03T00:00', '2026-05-04T00:00'],
    ],
    ['cron(0 0 1W 2 ? *)', '2026-01-01', ['2026-02-02T00:00', '2027-02-01T00:00']],
    ['cron(0 0 ? * 3#2 *)', '2026-01-01', ['2026-01-13T00:00', '2026-02-10T00:00']],
    ['cron(0 0 ? * 2#5 *)', '2026-01-01', ['2026-03-30T00:00', '2026-06-29T00:00']],
    ['cron(0 0 ? * FRI#1 *)', '2026-01-01', ['2026-01-02T00:00', '2026-02-06T00:00']],
    ['cron(0 0 L * ? *)', '2026-01-01', ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
    ['cron(0 0 ? * L *)', '2026-01-01', ['2026-01-03T00:00', '2026-01-10T00:00']],
    ['cron(0 0 ? * 1L 2026)', '2026-10-01', ['2026-10-25T00:00', '2026-11-29T00:00', '2026-12-27T00:00']],
    ['cron(0 0 ? * 1,7 *)', '2026-01-01', ['2026-01-03T00:00', '2026-01-04T00:00', '2026-01-10T00:00']],
    ['cron(0 0 31 * ? *)', '2026-03-31', ['2026-05-31T00:00', '2026-07-31T00:00']],
    ['cron(0 0 29 2 ? *)', '2026-01-01', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['cron(0 0 30 FEB ? *)', '2026-01-01', []],
    ['cron(0 0 1 JAN,jul ? 2026/2)', '2026-02-01', ['2026-07-01T00:00', '2028-01-01T00:00']],
    ['cron(5,50-52/2 */12 * * ? *)', '2026-01-01', ['2026-01-01T00:05', '2026-01-01T00:50', '2026-01-01T00:52', '2026-01-01T12:05']],
  ])('when it is %s after %s, then its times are %j', (expression, from, expected) => {
    expect(times(expression, 'UTC', from, Math.max(1, expected.length))).toEqual(expected);
  });
});

describe('a schedule expression', () => {
  it.each([
    ...['cron(0 10 * * * *)', 'cron(0 10 ? * ? *)', 'cron(0 10 * * ?)', 'cron(60 10 * * ? *)', 'cron(0 24 * * ? *)', 'cron(0 10 0 * ? *)'],
    ...['cron(0 10 ? * 8 *)', 'cron(0 10 ? * 0 *)', 'cron(0 10 ? * 3#6 *)', 'cron(0 10 ? * 2#1,3#2 *)', 'cron(0 10 * 13 ? *)'],
    ...[
      'cron(0 10 32W * ? *)',
      'cron(0 10 * * ? 2200)',
      'cron(5-3 10 * * ? *)',
      'cron(0/0 10 * * ? *)',
      'cron(1/2/3 10 * * ? *)',
      'cron()',
    ],
    ...['cron(x 10 * * ? *)', 'cron(5x 10 * * ? *)', 'cron(, 10 * * ? *)', 'cron(? 10 * * ? *)', 'cron(L 10 * * ? *)'],
    ...[
      'rate(0 minutes)',
      'rate(5 seconds)',
      'rate(-1 hours)',
      'rate(5  minutes)',
      'rate(1.5 hours)',
      'rate(minutes)',
      'every(5 minutes)',
      '',
    ],
    ...['at(2026-02-30T10:00:00)', 'at(2026-01-01T25:00:00)', 'at(2026-01-01T10:00:00Z)', 'at(2026-01-01 10:00:00)', 'at(2026-01-01)'],
  ])('when it is %s, then it is rejected with AWS’s message', (expression) => {
    expect(() => timetableOf({ expression, timeZone: 'UTC' }, 0)).toThrow(
      expect.objectContaining({ code: 'ValidationException', message: `Invalid Schedule Expression ${expression}.` }),
    );
  });

  it('when its time zone does not exist, then it is refused', () => {
    expect(() => timetableOf({ expression: 'rate(1 hour)', timeZone: 'Europe/Nowhere' }, 0)).toThrow(/Timezone Europe\/Nowhere/);
  });

  it('when it is rate(...), then it begins immediately and continues by the clock', () => {
    const timetable = timetableOf({ expression: 'rate(90 minutes)', timeZone: 'Europe/Berlin' }, ms('2026-03-29'));
    expect(timetable.next(ms('2026-03-29') - 1)).toBe(ms('2026-03-29'));
    expect(timetable.next(ms('2026-03-29'))).toBe(ms('2026-03-29T01:30:00Z'));
    expect(timetable.next(ms('2026-03-29T01:29:59Z'))).toBe(ms('2026-03-29T01:30:00Z'));
  });

  it.each([
    [
      'rate(1 day)',
      '2026-03-27T12:00:00Z',
      '2026-03-30T12:00:00Z',
      ['2026-03-27T12:00', '2026-03-28T12:00', '2026-03-29T12:00', '2026-03-30T12:00'],
    ],
    ['cron(0 12 * * ? *)', '2026-03-27T13:00:00Z', '2026-03-29T12:00:00Z', ['2026-03-28T12:00', '2026-03-29T12:00']],
    ['at(2026-06-01T12:00:00)', '2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z', ['2026-06-01T12:00']],
  ])('when it is %s and has a start and an end, then its times are %j', (expression, start, end, expected) => {
    const timetable = timetableOf({ expression, timeZone: 'UTC', startMs: ms(start), endMs: ms(end) }, ms('2026-01-01'));
    const found: string[] = [];
    for (let at = timetable.next(ms('2026-01-01')); at !== undefined; at = timetable.next(at))
      found.push(new Date(at).toISOString().slice(0, 16));
    expect(found).toEqual(expected);
  });

  it.each([
    ['cron(* * * * ? *)', '2020-01-01', '2026-01-01T00:00:30Z', '2026-01-01T00:00:00Z'],
    ['cron(0 0 29 2 ? *)', '2020-01-01', '2026-01-01', '2024-02-29'],
    ['rate(7 days)', '2026-01-01', '2026-01-20', '2026-01-15'],
    ['cron(0 0 1 1 ? *)', '2026-01-01', '2026-12-31', undefined],
    ['at(2026-06-01T12:00:00)', '2026-01-01', '2026-12-31', '2026-06-01T12:00:00Z'],
  ])('when %s is asked for its latest time between %s and %s, then it is %s', (expression, after, until, expected) => {
    const timetable = timetableOf({ expression, timeZone: 'UTC' }, ms('2026-01-01'));
    expect(timetable.latest(ms(after), ms(until))).toBe(expected === undefined ? undefined : ms(expected));
  });
});

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time */
describe('daylight saving', () => {
  it.each([
    [
      'when the clocks leap over a time, then it is skipped',
      'cron(30 2 * * ? *)',
      '2026-03-28T00:00:00Z',
      ['2026-03-28T01:30', '2026-03-30T00:30'],
    ],
    [
      'when they show a time twice, then it is taken once',
      'cron(30 2 * * ? *)',
      '2026-10-24T00:00:00Z',
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'when a schedule of every half hour goes through it in autumn, then the repeated hour is skipped',
      'cron(0/30 * * * ? *)',
      '2026-10-25T00:00:00Z',
      ['2026-10-25T00:30', '2026-10-25T02:00', '2026-10-25T02:30'],
    ],
    [
      'when a schedule of every half hour goes through it in spring, then no invocation is skipped',
      'cron(0/30 * * * ? *)',
      '2026-03-29T00:00:00Z',
      ['2026-03-29T00:30', '2026-03-29T01:00', '2026-03-29T01:30'],
    ],
    [
      'when at(...) names a time that is leapt over, then it is as much later',
      'at(2026-03-29T02:30:00)',
      '2026-01-01',
      ['2026-03-29T01:30'],
    ],
    ['when at(...) names a time that comes twice, then it is the first', 'at(2026-10-25T02:30:00)', '2026-01-01', ['2026-10-25T00:30']],
    [
      'when days are counted by rate(...), then each has 24 hours',
      'rate(1 day)',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T12:00', '2026-03-30T12:00'],
    ],
  ])('%s', (_rule, expression, from, expected) => {
    expect(times(expression, 'Europe/Berlin', from, expected.length)).toEqual(expected);
  });

  it('when a zone is half an hour off and changes by half an hour, then its wall clock is right', () => {
    expect(times('cron(0 2 * * ? *)', 'Australia/Lord_Howe', '2026-10-02T00:00:00Z', 3)).toEqual([
      ...['2026-10-02T15:30', '2026-10-04T15:00', '2026-10-05T15:00'],
    ]);
  });
});
