import { describe, expect, it } from 'vitest';
import { retryWords, scheduleWords, timesOf } from './time-words.ts';

describe('the retries of a delivery in words', () => {
  it.each([
    [86_400, 185, 'for 24 hours, at most 185 times'],
    [undefined, undefined, 'for 24 hours, at most 185 times'],
    [3_600, 1, 'for 1 hour, at most 1 time'],
    [90, 3, 'for 90 seconds, at most 3 times'],
    [120, 3, 'for 2 minutes, at most 3 times'],
    [60, 0, 'none'],
  ])('%s s and %s attempts: %s', (ageSecondsMax, attemptsMax, words) => {
    expect(retryWords({ ageSecondsMax, attemptsMax })).toBe(words);
  });
});

describe('the times of a schedule in words', () => {
  it.each([
    ['rate(5 minutes)', true, 'every 5 minutes', 'a schedule, every 5 minutes (`rate(5 minutes)`)'],
    ['rate(1 hour)', false, 'every hour', 'a schedule, every hour (`rate(1 hour)`), disabled'],
    [
      'at(2026-11-21T09:00:00)',
      true,
      'once, at 2026-11-21 09:00:00 (Europe/Berlin)',
      'a schedule, once, at 2026-11-21 09:00:00 (Europe/Berlin) (`at(2026-11-21T09:00:00)`)',
    ],
    [
      'cron(0 9 ? * MON-FRI *)',
      true,
      'cron(0 9 ? * MON-FRI *) (Europe/Berlin)',
      'a schedule, at the times of `cron(0 9 ? * MON-FRI *)` (Europe/Berlin)',
    ],
  ])('%s, enabled: %s', (expression, enabled, times, words) => {
    const schedule = { expression, enabled, timeZone: 'Europe/Berlin' };
    expect(timesOf(schedule)).toBe(times);
    expect(scheduleWords(schedule)).toBe(words);
  });
});
