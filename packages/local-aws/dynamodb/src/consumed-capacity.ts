import type { Item } from './attribute-value.ts';
import { itemSize } from './item-size.ts';
import type { SecondaryIndex, Table } from './table.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html */
export interface ConsumedCapacity {
  readonly TableName: string;
  readonly CapacityUnits: number;
  readonly Table?: { readonly CapacityUnits: number };
  readonly GlobalSecondaryIndexes?: Record<string, { readonly CapacityUnits: number }>;
  readonly LocalSecondaryIndexes?: Record<string, { readonly CapacityUnits: number }>;
}

export type ReturnConsumedCapacity = 'INDEXES' | 'TOTAL' | 'NONE' | undefined;

const READ_UNIT_BYTES = 4 * 1024;
const WRITE_UNIT_BYTES = 1024;

/** A transaction prepares and commits: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
export const TRANSACTION_FACTOR = 2;

export const readUnits = (bytes: number, consistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistent ? 1 : 0.5);

/** The larger of the item before and after counts. */
export const writeUnits = (before: Item | undefined, after: Item | undefined): number => {
  const bytes = Math.max(before === undefined ? 0 : itemSize(before), after === undefined ? 0 : itemSize(after));
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
};

/** The member of a response, or nothing when the caller did not request it. `units` is called only when it did. */
export const consumedCapacity = (
  asked: ReturnConsumedCapacity,
  table: Table,
  units: () => number,
  index?: SecondaryIndex,
): { readonly ConsumedCapacity?: ConsumedCapacity } => {
  if (asked !== 'TOTAL' && asked !== 'INDEXES') return {};
  const CapacityUnits = units();
  return { ConsumedCapacity: { TableName: table.name, CapacityUnits, ...(asked === 'INDEXES' && split(CapacityUnits, index)) } };
};

const split = (CapacityUnits: number, index: SecondaryIndex | undefined): Partial<ConsumedCapacity> => {
  if (index === undefined) return { Table: { CapacityUnits } };
  const ofIndex = { [index.name]: { CapacityUnits } };
  return {
    Table: { CapacityUnits: 0 },
    ...(index.scope === 'global' ? { GlobalSecondaryIndexes: ofIndex } : { LocalSecondaryIndexes: ofIndex }),
  };
};
