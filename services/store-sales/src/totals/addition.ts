import { type Dimension, totalKey } from './total-items.ts';

/** The contribution of an event to the totals: amounts in cents, negative for returns. */
export interface Addition {
  readonly eventId: string;
  readonly cents: number;
  /** The totals that it is added to, besides the overall total. */
  readonly to: Readonly<Partial<Record<Dimension, string>>>;
}

/** The port that adds to totals. It counts each event once, regardless of repeated deliveries. */
export type AddUp = (additions: readonly Addition[]) => Promise<void>;

/** The sum of several additions to one total. */
export interface Sum {
  /** The total's sort key. */
  readonly key: string;
  readonly cents: number;
  readonly count: number;
}

/** One sum for every total that the additions name, and one overall sum. */
export const sumsOf = (additions: readonly Addition[]): readonly Sum[] => {
  const sums = new Map<string, Sum>();
  for (const { to, cents } of additions) {
    for (const [dimension, name] of Object.entries({ all: '', ...to })) {
      const key = totalKey(dimension as Dimension, name);
      const known = sums.get(key) ?? { key, cents: 0, count: 0 };
      sums.set(key, { key, cents: known.cents + cents, count: known.count + 1 });
    }
  }
  return [...sums.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
};

/** How a queue's consumer adds events: one by one, or as a batch. */
export const addingUp = <Event>(add: AddUp, additionOf: (event: Event) => Addition) => ({
  each: async (event: Event, ..._: readonly unknown[]): Promise<void> => add([additionOf(event)]),
  together: async (batch: readonly (readonly [event: Event, ...rest: readonly unknown[]])[]): Promise<void> =>
    add(batch.map(([event]) => additionOf(event))),
});

/** The day of a time in UTC, `yyyy-mm-dd`. */
export const dayOf = (utcTime: string): string => utcTime.slice(0, 10);
