import type { Retry, Schedule } from '@plumbline/topology';
import { code } from './markdown.ts';

/** AWS's default, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const DEFAULT_RETRY = { ageSecondsMax: 86_400, attemptsMax: 185 };

/** The duration and number of retries of a delivery, such as `for 24 hours, at most 185 times`. */
export const retryWords = ({ ageSecondsMax, attemptsMax }: Retry): string => {
  const attempts = attemptsMax ?? DEFAULT_RETRY.attemptsMax;
  if (attempts === 0) return 'none';
  return `for ${durationWords(ageSecondsMax ?? DEFAULT_RETRY.ageSecondsMax)}, at most ${counted(attempts, 'time')}`;
};

/** When a schedule invokes its target, such as `every 5 minutes`, with its expression. */
export const scheduleWords = (schedule: Pick<Schedule, 'expression' | 'timeZone' | 'enabled'>): string => {
  const { expression, timeZone, enabled } = schedule;
  const times =
    partsOf(expression).kind === 'cron'
      ? `at the times of ${code(expression)} (${timeZone})`
      : `${timesOf(schedule)} (${code(expression)})`;
  return `a schedule, ${times}${enabled ? '' : ', disabled'}`;
};

/** The times of a schedule in a few words, such as `every 5 minutes`. */
export const timesOf = ({ expression, timeZone }: Pick<Schedule, 'expression' | 'timeZone'>): string => {
  const { kind, written } = partsOf(expression);
  if (kind === 'rate') return `every ${written.replace(/^1 /, '')}`;
  return kind === 'at' ? `once, at ${written.replace('T', ' ')} (${timeZone})` : `${expression} (${timeZone})`;
};

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const partsOf = (expression: string): { readonly kind: string; readonly written: string } => {
  const [, kind = '', written = ''] = /^(rate|at|cron)\((.*)\)$/.exec(expression) ?? [];
  return { kind, written };
};

/** Seconds in each unit, the largest first. */
const UNITS = [
  ['hour', 3_600],
  ['minute', 60],
] as const;

const durationWords = (seconds: number): string => {
  const [unit, size] = UNITS.find(([, one]) => seconds >= one && seconds % one === 0) ?? ['second', 1];
  return counted(seconds / size, unit);
};

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
