/** The local time in a time zone. A local time is in milliseconds, as if it were UTC. */
export interface TimeZone {
  wallAt(timeMs: number): number;
  /** The instant of a local time: the first of two when clocks go back, `undefined` when clocks skip it. */
  timeOf(wallMs: number): number | undefined;
  /** The same, but a skipped local time is shifted by the length of the gap. */
  timeOfOrAfter(wallMs: number): number;
}

const DAY_MS = 86_400_000;
const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** @returns `undefined` when the time zone does not exist. */
export const timeZone = (name: string): TimeZone | undefined => {
  const format = formatOf(name);
  if (format === undefined) return undefined;
  const offsetAt = (timeMs: number): number => {
    const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = PARTS.map((part) => parts.get(part) ?? 0);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(timeMs / 1_000) * 1_000;
  };
  // A zone changes its offset at most once in two days, so these are the two that may hold.
  const offsetsAbout = (wallMs: number) => ({ before: offsetAt(wallMs - DAY_MS), after: offsetAt(wallMs + DAY_MS) });
  const timeOf: TimeZone['timeOf'] = (wallMs) => {
    const { before, after } = offsetsAbout(wallMs);
    const times = [wallMs - before, wallMs - after].filter((timeMs) => timeMs + offsetAt(timeMs) === wallMs);
    return times.length === 0 ? undefined : Math.min(...times);
  };
  return {
    wallAt: (timeMs) => timeMs + offsetAt(timeMs),
    timeOf,
    timeOfOrAfter: (wallMs) => timeOf(wallMs) ?? wallMs - offsetsAbout(wallMs).before,
  };
};

const formatOf = (timeZone: string): Intl.DateTimeFormat | undefined => {
  const numeric = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};
