/** What is added up: each has totals of its own. */
export type Totals = 'sales' | 'inventory' | 'rejected';

/** What a total is the sum of. */
export type Dimension = 'all' | 'store' | 'category' | 'day' | 'reason';

/** Where all totals of a kind are: they are read together. */
export const totalsPartition = (totals: Totals): string => `totals#${totals}`;

/** A total's sort key, such as `store#store_2`. */
export const totalKey = (dimension: Dimension, name: string): string => `${dimension}#${name}`;

/** The key of the proof that an event was counted. */
export const countedKey = (totals: Totals, eventId: string): { readonly pk: string; readonly sk: string } => ({
  pk: `counted#${totals}#${eventId}`,
  sk: 'event',
});
