import type { Occurrence } from '@plumbline/local-aws';

const STORES = 'Miztiik-Automation-Data-Producer';
const KINDS = ['sales-events', 'inventory-events'];

/** A store's report in the log of the bus. */
interface Logged {
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: {
    readonly request_id: string;
    readonly store_id?: string;
    readonly category: string;
    readonly sales: number;
    readonly is_return?: true;
  };
}

interface Amount {
  readonly cents: number;
  readonly events: number;
}

/** The expected totals. */
export interface Recomputed {
  readonly all: Amount;
  readonly by: Readonly<Record<'store' | 'category' | 'day', Readonly<Record<string, Amount>>>>;
}

/** The stores' reports that the bus accepted, each one once. */
export const reportsIn = (occurrences: readonly Occurrence[]): readonly Logged[] => {
  const once = new Map<string, Logged>();
  for (const occurrence of occurrences) {
    if (occurrence.kind !== 'event') continue;
    const report = occurrence.event as unknown as Logged;
    if (report.source === STORES && KINDS.includes(report['detail-type']))
      once.set(`${report['detail-type']} ${report.detail.request_id}`, report);
  }
  return [...once.values()];
};

/** Adds up the log without the tested code: reads amounts as decimal digits. */
export const recompute = (reports: readonly Logged[], of: 'sales' | 'inventory'): Recomputed => {
  const good = reports.filter(({ 'detail-type': type, detail }) => type === `${of}-events` && detail.store_id !== undefined);
  const by = (nameOf: (report: Logged) => string): Record<string, Amount> => {
    const groups = Map.groupBy(good, nameOf);
    return Object.fromEntries([...groups].map(([name, group]) => [name, sumOf(group, of)]));
  };
  return {
    all: sumOf(good, of),
    by: {
      store: by(({ detail }) => String(detail.store_id)),
      category: by(({ detail }) => detail.category),
      day: by(({ time }) => time.slice(0, 10)),
    },
  };
};

const sumOf = (reports: readonly Logged[], of: 'sales' | 'inventory'): Amount => {
  const signed = reports.map(({ detail: { sales, is_return = false } }) => ((of === 'sales') === is_return ? -1 : 1) * centsOf(sales));
  return { cents: signed.reduce((sum, cents) => sum + cents, 0), events: reports.length };
};

const centsOf = (amount: number): number => {
  const [whole = '', fraction = ''] = String(amount).split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
};
