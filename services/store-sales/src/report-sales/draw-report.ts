import type { SalesReport } from '@plumbline/contracts-stores';
import type { z } from 'zod';

type Report = z.infer<typeof SalesReport.result>;

/** An amount with a name, such as a store's. */
interface Row {
  readonly name: string;
  readonly cents: number;
  readonly events: number;
}

/** Characters of the longest bar, on both sides of its zero together. */
const BAR_WIDTH = 40;
/** Eighths of a character; the last one is a whole character. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/** Draws a report as tables with bars. A negative total extends to the left of zero. */
export const drawReport = ({ of, all, by_store, by_category, by_day, rejected }: Report): readonly string[] => {
  const unread = rejected.map(({ reason, events }) => `${events.toLocaleString('en')} reports could not be read: ${reason}`);
  if (all === undefined) return [`No ${of} counted yet. Have some reported: plumb stores produce`, ...unread];
  const tables: readonly (readonly [title: string, rows: readonly Row[]])[] = [
    ['store', by_store.map(({ store_id: name, ...amount }) => ({ name, ...amount }))],
    ['category', by_category.map(({ category: name, ...amount }) => ({ name, ...amount }))],
    ['day', by_day.map(({ day: name, ...amount }) => ({ name, ...amount }))],
  ];
  const whole = `${of}: ${amountOf(all.cents)} in ${all.events.toLocaleString('en')} events`;
  return [whole, ...unread, ...tables.flatMap(([title, rows]) => ['', ...drawTable(title, rows)])];
};

const drawTable = (title: string, rows: readonly Row[]): readonly string[] => {
  const nameWidth = widest([title, ...rows.map(({ name }) => name)]);
  const amountWidth = widest(['amount', ...rows.map(({ cents }) => amountOf(cents))]);
  const countWidth = widest(['events', ...rows.map(({ events }) => String(events))]);
  const low = Math.min(0, ...rows.map(({ cents }) => cents));
  const high = Math.max(0, ...rows.map(({ cents }) => cents));
  const perCharacter = Math.max(1, (high - low) / BAR_WIDTH);
  const left = Math.round(-low / perCharacter);
  const line = (name: string, amount: string, count: string, bar: string): string =>
    `${name.padEnd(nameWidth)}  ${amount.padStart(amountWidth)}  ${count.padStart(countWidth)}  ${bar}`.trimEnd();
  return [
    line(title, 'amount', 'events', ''),
    ...rows.map(({ name, cents, events }) => line(name, amountOf(cents), String(events), barOf(cents / perCharacter, left))),
  ];
};

/** Bars below zero use only whole characters, because no block characters fill from the right. */
const barOf = (length: number, left: number): string => {
  if (length < 0) return '░'.repeat(Math.round(-length)).padStart(left);
  const whole = Math.floor(length);
  return `${' '.repeat(left)}${'█'.repeat(whole)}${EIGHTHS[Math.round((length - whole) * 8)] ?? ''}`;
};

const widest = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));

/** Cents as a decimal amount, such as -1,234.50. */
const amountOf = (cents: number): string => {
  const digits = `${Math.floor(Math.abs(cents) / 100).toLocaleString('en')}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
  return cents < 0 ? `-${digits}` : digits;
};
