import { type PatternPart, readPattern } from './date-pattern.ts';
import { MONTHS } from './format-date.ts';
import { epochOf } from './zoned-time.ts';

interface Found {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  afternoon?: boolean;
  zone?: string;
}

/** Reads a moment that is written in a pattern of Java's `DateTimeFormatter`. @throws TypeError when the text does not match. */
export const parseDate = (text: string, pattern: string, zone: string): number => {
  const found: Found = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0 };
  let rest = text;
  for (const part of readPattern(pattern)) {
    const match = regexOf(part).exec(rest);
    if (match === null) throw new TypeError(`Text '${text}' could not be parsed with the format ${pattern}.`);
    rest = rest.slice(match[0].length);
    if (!('text' in part)) keep(found, part.letter, match[0]);
  }
  if (rest !== '') throw new TypeError(`Text '${text}' could not be parsed with the format ${pattern}: unparsed text found.`);
  const hour = found.afternoon === undefined ? found.hour : (found.hour % 12) + (found.afternoon ? 12 : 0);
  const local = Date.UTC(found.year, found.month - 1, found.day, hour, found.minute, found.second, found.ms);
  return epochOf(local, found.zone ?? zone);
};

const regexOf = (part: PatternPart): RegExp => {
  if ('text' in part) return new RegExp(`^${part.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  const { letter, count } = part;
  if (letter === 'a') return /^[AP]M/i;
  if (letter === 'E' || (letter === 'M' && count > 2)) return /^[A-Za-z]{3,9}/;
  if (letter === 'S') return new RegExp(`^\\d{${count}}`);
  if ('ZXx'.includes(letter)) return /^(Z|[+-]\d{2}(:?\d{2})?)/;
  if ('zV'.includes(letter)) return /^[A-Za-z_/+-]{1,40}/;
  if ('yu'.includes(letter)) return count === 2 ? /^\d{2}/ : /^\d{4}/;
  return count === 1 ? /^\d{1,2}/ : new RegExp(`^\\d{${count}}`);
};

const keep = (found: Found, letter: string, text: string): void => {
  const number = Number(text);
  if ('yu'.includes(letter)) found.year = text.length === 2 ? 2_000 + number : number;
  else if (letter === 'M') found.month = Number.isNaN(number) ? monthNamed(text) : number;
  else if (letter === 'd') found.day = number;
  else if (letter === 'D') found.day = number;
  else if ('Hh'.includes(letter)) found.hour = number;
  else if (letter === 'm') found.minute = number;
  else if (letter === 's') found.second = number;
  else if (letter === 'S') found.ms = Math.floor(Number(`0.${text}`) * 1_000);
  else if (letter === 'a') found.afternoon = text.toUpperCase() === 'PM';
  else if ('ZXxzV'.includes(letter)) found.zone = text;
};

const monthNamed = (text: string): number => {
  const index = MONTHS.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase().slice(0, 3)));
  if (index < 0) throw new TypeError(`${text} is not a month.`);
  return index + 1;
};
