/** The parts of a moment in a time zone. */
export interface ZonedTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly offsetMinutes: number;
}

export const zonedTime = (epochMs: number, zone: string): ZonedTime => {
  const offsetMinutes = offsetOf(epochMs, zone);
  const local = new Date(epochMs + offsetMinutes * 60_000);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    ms: local.getUTCMilliseconds(),
    weekday: local.getUTCDay(),
    offsetMinutes,
  };
};

/** The offset of a zone such as `Europe/Berlin`, `UTC` or `+02:00` at a moment. @throws TypeError for an unknown zone. */
const offsetOf = (epochMs: number, zone: string): number => {
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed !== null) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0));
  const text = offsetText(epochMs, zone);
  const found = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(text);
  return found?.[1] === undefined ? 0 : (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
};

const offsetText = (epochMs: number, zone: string): string => {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    return format.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  } catch (cause) {
    throw new TypeError(`The time zone ${zone} is unknown.`, { cause });
  }
};

/** The moment of a local time: the offset of the zone at that time, found in two steps because it depends on the result. */
export const epochOf = (localMs: number, zone: string): number => {
  const guess = localMs - offsetOf(localMs, zone) * 60_000;
  return localMs - offsetOf(guess, zone) * 60_000;
};
