import type { Item } from './attribute-value.ts';
import type { RowBound, RowRange } from './item-store.ts';
import { justAfter } from './key-encoding.ts';
import { type RowKey, rowKeyOf, type SecondaryIndex, type Table } from './table.ts';

/** `range` without the rows that the page that ended at `startKey` has read. */
export const continueAfter = (range: RowRange, startKey: Item, table: Table, index: SecondaryIndex | undefined): RowRange => {
  const position = positionOf(startKey, table, index);
  return range.forward ? { ...range, lower: boundAfter(position) } : { ...range, upper: position };
};

const positionOf = (startKey: Item, table: Table, index: SecondaryIndex | undefined): RowBound => {
  const item = rowKeyOf(startKey, table.keys);
  return index === undefined ? item : { ...rowKeyOf(startKey, index.keys), item };
};

const boundAfter = (position: RowBound): RowBound => {
  const after = ({ hash, range }: RowKey): RowKey => ({ hash, range: justAfter(range) });
  return position.item === undefined ? after(position) : { ...position, item: after(position.item) };
};
