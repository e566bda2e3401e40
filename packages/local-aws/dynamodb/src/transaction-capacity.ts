import { type ConsumedCapacity, consumedCapacity, type ReturnConsumedCapacity } from './consumed-capacity.ts';
import type { Table } from './table.ts';

/** The `ConsumedCapacity` of a transaction: a list with the sum for each table. */
export const capacityByTable = (
  asked: ReturnConsumedCapacity,
  parts: readonly { readonly table: Table; readonly units: () => number }[],
): { readonly ConsumedCapacity?: ConsumedCapacity[] } => {
  if (asked !== 'TOTAL' && asked !== 'INDEXES') return {};
  const units = new Map<Table, number>();
  for (const part of parts) units.set(part.table, (units.get(part.table) ?? 0) + part.units());
  return {
    ConsumedCapacity: [...units].flatMap(([table, sum]) => consumedCapacity(asked, table, () => sum).ConsumedCapacity ?? []),
  };
};
