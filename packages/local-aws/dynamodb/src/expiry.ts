import type { Item } from './attribute-value.ts';
import type { Table } from './table.ts';

/** The second since 1970 at which `item` expires; `undefined` when it does not, or its attribute is not a whole number. */
export const expiryOf = (table: Table, item: Item): number | undefined => {
  const { ttlAttribute } = table.definition;
  const value = ttlAttribute === undefined ? undefined : item[ttlAttribute];
  const seconds = value !== undefined && 'N' in value ? Number(value.N) : Number.NaN;
  return Number.isSafeInteger(seconds) ? seconds : undefined;
};
