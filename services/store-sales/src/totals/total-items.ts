/** The kinds of totals. */
export type Totals = 'sales' | 'inventory' | 'rejected';

/** The dimension of a total. */
export type Dimension = 'all' | 'store' | 'category' | 'day' | 'reason';

/** The partition with all totals of a kind, which are read together. */
export const totalsPartition = (totals: Totals): string => `totals#${totals}`;

/** A total's sort key, such as `store#store_2`. */
export const totalKey = (dimension: Dimension, name: string): string => `${dimension}#${name}`;

/** The key of the proof that an event was counted. */
export const countedKey = (totals: Totals, eventId: string): { readonly pk: string; readonly sk: string } => ({
  pk: `counted#${totals}#${eventId}`,
  sk: 'event',
});
