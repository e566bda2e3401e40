import { Cron } from 'croner';

/** The syntax of a field: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** Elements beyond numbers, ranges and steps, in croner's syntax. */
  readonly special?: (element: string) => string | undefined;
  /** The offset from AWS's numbers to croner's. @default 0 */
  readonly shift?: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * The dates and times that one of AWS's cron expressions matches, without a time zone.
 *
 * croner computes the calendar; it counts weekdays from 0 and AWS from 1, and it does not support `0/15`. aws-cron-parser, which supports
 * AWS's syntax, fires on the 1st for a missing 31st, and loses the last Sunday of October on a machine in Berlin.
 *
 * @param fields the six fields between the brackets.
 * @returns `undefined` when AWS would reject them.
 */
export const cronTimes = (fields: string): { after(wallMs: number): number | undefined } | undefined => {
  const parts = fields.trim().split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', months = '', dayOfWeek = '', years = ''] = parts;
  // "If you specify a value or a * in one of the fields, you must use a ? in the other."
  if (parts.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const translated = [
    translate(minutes, { min: 0, max: 59 }),
    translate(hours, { min: 0, max: 23 }),
    dayOfMonth === '?' ? '*' : translate(dayOfMonth, { min: 1, max: 31, special: dayOfMonthSpecial }),
    translate(months, { min: 1, max: 12, names: MONTHS }),
    dayOfWeek === '?' ? '*' : translateWeekday(dayOfWeek),
    translate(years, { min: 1970, max: 2199 }),
  ];
  if (translated.includes(undefined)) return undefined;
  const cron = new Cron(`0 ${translated.join(' ')}`, { timezone: 'UTC', paused: true });
  return { after: (wallMs) => cron.nextRun(new Date(wallMs))?.getTime() };
};

/** `L` is the last day, `3W` the weekday nearest to the third. */
const dayOfMonthSpecial = (element: string): string | undefined => {
  if (element === 'L') return 'L';
  const day = /^(\d{1,2})W$/.exec(element)?.[1];
  return day !== undefined && Number(day) >= 1 && Number(day) <= 31 ? `${Number(day)}W` : undefined;
};

/** "If you use a # character, you can define only one expression in the day-of-week field." */
const translateWeekday = (text: string): string | undefined => {
  const field: Field = { min: 1, max: 7, names: WEEKDAYS, shift: -1 };
  const [, day = '', nth] = /^(.+)#([1-5])$/.exec(text) ?? [];
  if (nth !== undefined) {
    const number = numberOf(day, field);
    return number === undefined ? undefined : `${number}#${nth}`;
  }
  // `L` alone is the last day of the week, `6L` the last Friday of the month.
  const special = (element: string): string | undefined => {
    if (element === 'L') return '6';
    const number = element.endsWith('L') ? numberOf(element.slice(0, -1), field) : undefined;
    return number === undefined ? undefined : `${number}L`;
  };
  return translate(text, { ...field, special });
};

const translate = (text: string, field: Field): string | undefined => {
  const elements = text
    .toUpperCase()
    .split(',')
    .map((element) => field.special?.(element) ?? translateElement(element, field));
  return elements.includes(undefined) ? undefined : elements.join(',');
};

/** `*`, a number, a range, or one of them with a step; a number with a step continues to the field's end. */
const translateElement = (element: string, field: Field): string | undefined => {
  const [base = '', step, ...more] = element.split('/');
  if (more.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) >= 1 && Number(step) <= field.max))) return undefined;
  const stepped = step === undefined ? '' : `/${step}`;
  if (base === '*') return `*${stepped}`;
  const [from, to, ...further] = base.split('-').map((number) => numberOf(number, field));
  if (from === undefined || further.length > 0 || (base.includes('-') && (to === undefined || to < from))) return undefined;
  if (to !== undefined) return `${from}-${to}${stepped}`;
  return step === undefined ? `${from}` : `${from}-${field.max + (field.shift ?? 0)}${stepped}`;
};

const numberOf = (text: string, { min, max, names = [], shift = 0 }: Field): number | undefined => {
  const named = names.indexOf(text.toUpperCase());
  const number = named >= 0 ? named + min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number + shift : undefined;
};
