import { cronTimes } from './cron-expression.ts';
import { invalidExpression, invalidTimeZone } from './errors.ts';
import type { ScheduleDefinition } from './schedule.ts';
import { type TimeZone, timeZone } from './time-zone.ts';

/** The invocation times of a schedule, in ms since 1970. */
export interface Timetable {
  /** The first time after this one. */
  next(afterMs: number): number | undefined;
  /** The last time that is after the first argument and not after the second. */
  latest(afterMs: number, untilMs: number): number | undefined;
}

type Times = Pick<ScheduleDefinition, 'expression' | 'timeZone' | 'startMs' | 'endMs'>;

const UNITS_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/;
const CRON = /^cron\((.+)\)$/;
/** Search steps backwards, in increasing lengths, so that the search for a minute's schedule does not start years ago. */
const LOOK_BACK_MS = [3_600_000, 86_400_000, 32 * 86_400_000, 366 * 86_400_000, Number.POSITIVE_INFINITY];

/**
 * Reads a schedule expression.
 *
 * @param anchorMs the beginning of a rate without a start date: "your schedule starts invoking the target immediately".
 * @throws AwsError ValidationException, as CreateSchedule does
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export const timetableOf = (times: Times, anchorMs: number): Timetable => {
  const zone = timeZone(times.timeZone);
  if (zone === undefined) throw invalidTimeZone(times.timeZone);
  const next = nextOf(times, zone, anchorMs);
  return {
    next,
    latest(afterMs, untilMs) {
      for (const backMs of LOOK_BACK_MS) {
        let found: number | undefined;
        let timeMs = next(Math.max(afterMs, untilMs - backMs));
        for (; timeMs !== undefined && timeMs <= untilMs; timeMs = next(timeMs)) found = timeMs;
        if (found !== undefined || untilMs - backMs <= afterMs) return found;
      }
      return undefined;
    },
  };
};

const nextOf = (times: Times, zone: TimeZone, anchorMs: number): Timetable['next'] => {
  const { expression, startMs, endMs = Number.POSITIVE_INFINITY } = times;
  const [, count, unit = ''] = RATE.exec(expression) ?? [];
  if (count !== undefined) {
    const everyMs = Number(count) * (UNITS_MS[unit] ?? 0);
    if (everyMs === 0) throw invalidExpression(expression);
    return (afterMs) => within(rateAfter(startMs ?? anchorMs, everyMs, afterMs), endMs);
  }
  const at = AT.exec(expression)?.[1];
  if (at !== undefined) {
    const wallMs = Date.parse(`${at}Z`);
    // Date.parse reads the 30th of February as a day in March.
    if (Number.isNaN(wallMs) || !new Date(wallMs).toISOString().startsWith(at)) throw invalidExpression(expression);
    const timeMs = zone.timeOfOrAfter(wallMs);
    return (afterMs) => (timeMs > afterMs ? timeMs : undefined);
  }
  const cron = cronTimes(CRON.exec(expression)?.[1] ?? '');
  if (cron === undefined) throw invalidExpression(expression);
  return (afterMs) => within(cronAfter(cron, zone, Math.max(afterMs, (startMs ?? afterMs + 1) - 1)), endMs);
};

const within = (timeMs: number | undefined, endMs: number): number | undefined =>
  timeMs !== undefined && timeMs <= endMs ? timeMs : undefined;

const rateAfter = (firstMs: number, everyMs: number, afterMs: number): number =>
  afterMs < firstMs ? firstMs : firstMs + (Math.floor((afterMs - firstMs) / everyMs) + 1) * everyMs;

/** Skips the times that clocks skip in spring; counts a repeated time in autumn once. */
const cronAfter = (cron: NonNullable<ReturnType<typeof cronTimes>>, zone: TimeZone, afterMs: number): number | undefined => {
  for (let wallMs = cron.after(zone.wallAt(afterMs)); wallMs !== undefined; wallMs = cron.after(wallMs)) {
    const timeMs = zone.timeOf(wallMs);
    if (timeMs !== undefined && timeMs > afterMs) return timeMs;
  }
  return undefined;
};
