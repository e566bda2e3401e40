import type { Store } from '@plumbline/local-aws-kernel';
import type { Item } from './attribute-value.ts';
import { indexRowChanges } from './index-row.ts';
import { type RowKey, rowKeyOf, type SecondaryIndex, type Table } from './table.ts';

/** One row per item in each index: the index's key and the item's own. Projected attributes are read from the item. */
export interface IndexRowStore {
  /** Updates the index rows after a write of the item at `key`. */
  change(table: Table, key: RowKey, old: Item | undefined, item: Item | undefined): void;
  /** Adds an item to one index. */
  add(table: Table, index: SecondaryIndex, item: Item): void;
  drop(indexId: number): void;
  count(index: SecondaryIndex): number;
}

const SCHEMA = `
  create table if not exists ddb_index_row (
    index_id integer not null, hash blob not null, range blob not null, item_hash blob not null, item_range blob not null,
    primary key (index_id, hash, range, item_hash, item_range)
  ) strict, without rowid;`;

export const openIndexRowStore = (store: Store): IndexRowStore => {
  store.define(SCHEMA);
  const insert = (index: SecondaryIndex, row: RowKey, key: RowKey): void => {
    store
      .prepare('insert into ddb_index_row (index_id, hash, range, item_hash, item_range) values (?, ?, ?, ?, ?)')
      .run(index.id, row.hash, row.range, key.hash, key.range);
  };
  const remove = (index: SecondaryIndex, row: RowKey, key: RowKey): void => {
    store
      .prepare('delete from ddb_index_row where index_id = ? and hash = ? and range = ? and item_hash = ? and item_range = ?')
      .run(index.id, row.hash, row.range, key.hash, key.range);
  };
  return {
    change(table, key, old, item) {
      for (const { index, removed, added } of indexRowChanges(table.indexes, old, item)) {
        if (removed !== undefined) remove(index, removed, key);
        if (added !== undefined) insert(index, added, key);
      }
    },
    add(table, index, item) {
      for (const { added } of indexRowChanges([index], undefined, item)) {
        if (added !== undefined) insert(index, added, rowKeyOf(item, table.keys));
      }
    },
    drop(indexId) {
      store.prepare('delete from ddb_index_row where index_id = ?').run(indexId);
    },
    count(index) {
      return Number(store.prepare('select count(*) items from ddb_index_row where index_id = ?').get(index.id)?.items);
    },
  };
};
