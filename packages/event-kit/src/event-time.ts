import { z } from 'zod';

/**
 * A moment in UTC. Incoming times may end in `z` or `Z` (the channels' first events have a lower-case one); once parsed,
 * and so in everything we publish, it is `Z`.
 */
export const utcTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?[zZ]$/, 'must be an ISO 8601 time in UTC, such as 2023-05-12T05:30:53Z')
  .refine((text) => !Number.isNaN(Date.parse(text.toUpperCase())), 'must be a time that exists')
  .overwrite((text) => text.toUpperCase())
  .meta({ format: 'date-time' });

const MICROSECONDS_PER_MS = 1_000;

/**
 * The time to write on an event: `now`, but later than its cause by at least a microsecond, so that events sorted by
 * time are sorted by cause, even if the clocks of two functions differ. Microseconds, ends in `Z`.
 */
export const eventTime = (now: Date, causeTime: string | undefined): string => {
  const nowMicros = now.getTime() * MICROSECONDS_PER_MS;
  const causeMicros = causeTime === undefined ? 0 : toMicros(causeTime);
  return fromMicros(Math.max(nowMicros, causeMicros + 1));
};

const toMicros = (time: string): number => {
  const fraction = /\.(\d+)[zZ]$/.exec(time)?.[1] ?? '';
  const seconds = Date.parse(time.replace(/(\.\d+)?[zZ]$/, 'Z'));
  return seconds * MICROSECONDS_PER_MS + Number(fraction.padEnd(6, '0').slice(0, 6));
};

const fromMicros = (micros: number): string => {
  const iso = new Date(Math.floor(micros / MICROSECONDS_PER_MS)).toISOString();
  return `${iso.slice(0, -1)}${String(micros % MICROSECONDS_PER_MS).padStart(3, '0')}Z`;
};
