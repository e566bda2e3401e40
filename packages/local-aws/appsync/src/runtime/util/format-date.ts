import { readPattern } from './date-pattern.ts';
import { type ZonedTime, zonedTime } from './zoned-time.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
];

/** Writes a moment in a pattern of Java's `DateTimeFormatter`, with English names. */
export const formatDate = (epochMs: number, pattern: string, zone: string): string => {
  const time = zonedTime(epochMs, zone);
  return readPattern(pattern)
    .map((part) => ('text' in part ? part.text : letterText(part.letter, part.count, time, zone)))
    .join('');
};

const letterText = (letter: string, count: number, time: ZonedTime, zone: string): string => {
  const padded = (value: number): string => String(value).padStart(count, '0');
  switch (letter) {
    case 'y':
    case 'u':
      return count === 2 ? String(time.year % 100).padStart(2, '0') : padded(time.year);
    case 'M':
      return count > 2 ? named(MONTHS[time.month - 1] ?? '', count) : padded(time.month);
    case 'd':
      return padded(time.day);
    case 'D':
      return padded(Math.round((Date.UTC(time.year, time.month - 1, time.day) - Date.UTC(time.year, 0, 1)) / 86_400_000) + 1);
    case 'H':
      return padded(time.hour);
    case 'h':
      return padded(time.hour % 12 === 0 ? 12 : time.hour % 12);
    case 'm':
      return padded(time.minute);
    case 's':
      return padded(time.second);
    case 'S':
      return String(time.ms).padStart(3, '0').padEnd(9, '0').slice(0, count);
    case 'a':
      return time.hour < 12 ? 'AM' : 'PM';
    case 'E':
      return named(DAYS[time.weekday] ?? '', count + (count < 3 ? 2 : 0));
    default:
      return zoneText(letter, count, time.offsetMinutes, zone);
  }
};

const named = (name: string, count: number): string => (count === 4 ? name : name.slice(0, count === 5 ? 1 : 3));

const zoneText = (letter: string, count: number, offset: number, zone: string): string => {
  if (letter === 'V' || letter === 'z') return zone === 'Z' ? 'UTC' : zone;
  if (letter === 'X' && offset === 0) return 'Z';
  const sign = offset < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
  if (letter === 'Z')
    return count < 4 ? `${sign}${hours}${minutes}` : count === 4 ? `GMT${sign}${hours}:${minutes}` : `${sign}${hours}:${minutes}`;
  if (count === 1) return `${sign}${hours}${minutes === '00' ? '' : minutes}`;
  return `${sign}${hours}${count === 2 ? '' : ':'}${minutes}`;
};
