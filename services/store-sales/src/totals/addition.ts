import { totalKey } from './total-items.ts';

/** What an event adds to the totals: amounts in cents, what came back with its sign turned. */
export interface Addition {
  readonly eventId: string;
  readonly storeId: string;
  readonly category: string;
  /** The day of the event in UTC, `yyyy-mm-dd`. */
  readonly day: string;
  readonly cents: number;
}

/** The port through which totals grow: each event is counted once, however often it comes. */
export type AddUp = (additions: readonly Addition[]) => Promise<void>;

/** The sum of some additions for one store, category, day, or all of them. */
export interface Sum {
  /** A total's sort key: `total-items.ts`. */
  readonly of: string;
  readonly cents: number;
  readonly count: number;
}

/** One sum for every store, category and day that the additions name, and one for all. */
export const sumsOf = (additions: readonly Addition[]): readonly Sum[] => {
  const sums = new Map<string, Sum>();
  for (const { storeId, category, day, cents } of additions) {
    for (const of of [totalKey('all', ''), totalKey('store', storeId), totalKey('category', category), totalKey('day', day)]) {
      const known = sums.get(of) ?? { of, cents: 0, count: 0 };
      sums.set(of, { of, cents: known.cents + cents, count: known.count + 1 });
    }
  }
  return [...sums.values()].sort((a, b) => (a.of < b.of ? -1 : 1));
};
