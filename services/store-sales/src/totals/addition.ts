import { type Dimension, totalKey } from './total-items.ts';

/** What an event adds to the totals: amounts in cents, what came back with its sign turned. */
export interface Addition {
  readonly eventId: string;
  readonly cents: number;
  /** The totals that it is added to, beside the one of all. */
  readonly to: Readonly<Partial<Record<Dimension, string>>>;
}

/** The port through which totals grow: each event is counted once, however often it comes. */
export type AddUp = (additions: readonly Addition[]) => Promise<void>;

/** What some additions add to one total. */
export interface Sum {
  /** The total's sort key. */
  readonly key: string;
  readonly cents: number;
  readonly count: number;
}

/** One sum for every total that the additions name, and one for all. */
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

/** How a queue's consumer adds up: events one by one, or a batch of them together. */
export const addingUp = <Event>(add: AddUp, additionOf: (event: Event) => Addition) => ({
  each: async (event: Event, ..._: readonly unknown[]): Promise<void> => add([additionOf(event)]),
  together: async (batch: readonly (readonly [event: Event, ...rest: readonly unknown[]])[]): Promise<void> =>
    add(batch.map(([event]) => additionOf(event))),
});

/** The day of a time in UTC, `yyyy-mm-dd`. */
export const dayOf = (utcTime: string): string => utcTime.slice(0, 10);
