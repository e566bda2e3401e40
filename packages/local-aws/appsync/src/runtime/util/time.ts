import { formatDate } from './format-date.ts';
import { parseDate } from './parse-date.ts';

/** `util.time`: https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html */
export const timeUtilities = (nowMs: () => number) => ({
  nowISO8601: (): string => new Date(nowMs()).toISOString(),
  nowEpochSeconds: (): number => Math.floor(nowMs() / 1_000),
  nowEpochMilliSeconds: (): number => nowMs(),
  nowFormatted: (format: string, zone = 'UTC'): string => formatDate(nowMs(), format, zone),
  parseFormattedToEpochMilliSeconds: (text: string, format: string, zone = 'UTC'): number => parseDate(text, format, zone),
  parseISO8601ToEpochMilliSeconds(text: string): number {
    const time = ISO_8601.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(time)) throw new TypeError(`Text '${text}' could not be parsed.`);
    return time;
  },
  epochMilliSecondsToSeconds: (ms: number): number => Math.floor(ms / 1_000),
  epochMilliSecondsToISO8601: (ms: number): string => new Date(ms).toISOString(),
  epochMilliSecondsToFormatted: (ms: number, format: string, zone = 'UTC'): string => formatDate(ms, format, zone),
});

const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
