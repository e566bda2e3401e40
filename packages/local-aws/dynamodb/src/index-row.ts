import { type Item, scalarOf } from './attribute-value.ts';
import { type KeySchema, type RowKey, rowKeyOf, type SecondaryIndex } from './table.ts';

/** The effect of a write on one index. */
export interface IndexRowChange {
  readonly index: SecondaryIndex;
  readonly removed?: RowKey;
  readonly added?: RowKey;
}

/** The index rows that change when `old` becomes `item`. Indexes are sparse: an item without the index's keys has no row. */
export const indexRowChanges = (indexes: readonly SecondaryIndex[], old: Item | undefined, item: Item | undefined): IndexRowChange[] =>
  indexes.flatMap((index) => {
    const before = old !== undefined && isIn(index.keys, old);
    const after = item !== undefined && isIn(index.keys, item);
    if (before && after && sameKeys(index.keys, old, item)) return [];
    if (!before && !after) return [];
    return [{ index, ...(before && { removed: rowKeyOf(old, index.keys) }), ...(after && { added: rowKeyOf(item, index.keys) }) }];
  });

/** The part of an item that an index projects. */
export const projectToIndex = (item: Item, index: SecondaryIndex): Item => {
  const { attributes } = index;
  return attributes === undefined ? item : Object.fromEntries(Object.entries(item).filter(([name]) => attributes.has(name)));
};

const isIn = (keys: KeySchema, item: Item): boolean =>
  keys.every((key) => key === undefined || scalarOf(item[key.name], key.type) !== undefined);

const sameKeys = (keys: KeySchema, a: Item, b: Item): boolean =>
  keys.every((key) => key === undefined || scalarOf(a[key.name], key.type) === scalarOf(b[key.name], key.type));
