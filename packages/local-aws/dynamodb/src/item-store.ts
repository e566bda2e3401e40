import type { Store } from '@plumbline/local-aws-kernel';
import type { Item } from './attribute-value.ts';
import { expiryOf } from './expiry.ts';
import { type IndexRowStore, openIndexRowStore } from './index-row-store.ts';
import { itemSize } from './item-size.ts';
import { type RowKey, rowKeyOf, type SecondaryIndex, type Table } from './table.ts';

/** The rows of every table: items by key, and one row per item in each index. */
export interface ItemStore {
  readonly indexRows: IndexRowStore;
  get(table: Table, key: RowKey): Item | undefined;
  /** @param old the item that the row holds now. */
  put(table: Table, key: RowKey, item: Item, old: Item | undefined): void;
  delete(table: Table, key: RowKey, old: Item): void;
  /** Items in order of their keys, lazily: stop reading to stop the query. */
  read(table: Table, index: SecondaryIndex | undefined, range: RowRange): Iterable<Item>;
  /** Every item of a table, in no order that matters. */
  all(table: Table): Iterable<Item>;
  /** Deletes a table's items, but not its index rows. */
  drop(table: Table): void;
  /** Recomputes every item's expiry after a change of the table's TTL attribute. */
  rebuildExpiry(table: Table): void;
  count(table: Table): { readonly items: number; readonly bytes: number };
}

/**
 * From `lower` to below `upper`, compared column by column: hash and range key, and in an index the item's own hash and range
 * key after them.
 */
export interface RowRange {
  readonly lower: RowBound;
  readonly upper: RowBound;
  readonly forward: boolean;
}

export type RowBound = RowKey & { readonly item?: RowKey };

/** Items are clustered by the primary key, so that a range of keys is one scan of one B-tree. */
const SCHEMA = `
  create table if not exists ddb_item (
    table_id integer not null, hash blob not null, range blob not null,
    item text not null, bytes integer not null, expires_at_s integer,
    primary key (table_id, hash, range)
  ) strict, without rowid;
  create index if not exists ddb_item_expiry on ddb_item (expires_at_s) where expires_at_s is not null;`;

const ITEM_COLUMNS = '(hash, range)';
const INDEX_COLUMNS = '(r.hash, r.range, r.item_hash, r.item_range)';

export const openItemStore = (store: Store): ItemStore => {
  store.define(SCHEMA);
  const indexRows = openIndexRowStore(store);
  return {
    indexRows,
    get(table, key) {
      const row = store
        .prepare('select item from ddb_item where table_id = ? and hash = ? and range = ?')
        .get(table.id, key.hash, key.range);
      return row === undefined ? undefined : (JSON.parse(String(row.item)) as Item);
    },
    put(table, key, item, old) {
      store
        .prepare('insert or replace into ddb_item (table_id, hash, range, item, bytes, expires_at_s) values (?, ?, ?, ?, ?, ?)')
        .run(table.id, key.hash, key.range, JSON.stringify(item), itemSize(item), expiryOf(table, item) ?? null);
      indexRows.change(table, key, old, item);
    },
    delete(table, key, old) {
      store.prepare('delete from ddb_item where table_id = ? and hash = ? and range = ?').run(table.id, key.hash, key.range);
      indexRows.change(table, key, old, undefined);
    },
    *read(table, index, { lower, upper, forward }) {
      const sql = index === undefined ? selectItems(forward) : selectByIndex(forward);
      const parameters =
        index === undefined
          ? [table.id, lower.hash, lower.range, upper.hash, upper.range]
          : [table.id, index.id, ...indexBound(lower), ...indexBound(upper)];
      for (const row of store.prepare(sql).iterate(...parameters)) yield JSON.parse(String(row.item)) as Item;
    },
    *all(table) {
      for (const row of store.prepare('select item from ddb_item where table_id = ?').all(table.id))
        yield JSON.parse(String(row.item)) as Item;
    },
    drop(table) {
      store.prepare('delete from ddb_item where table_id = ?').run(table.id);
    },
    rebuildExpiry(table) {
      for (const item of this.all(table)) {
        const key = rowKeyOf(item, table.keys);
        store
          .prepare('update ddb_item set expires_at_s = ? where table_id = ? and hash = ? and range = ?')
          .run(expiryOf(table, item) ?? null, table.id, key.hash, key.range);
      }
    },
    count(table) {
      const row = store.prepare('select count(*) items, coalesce(sum(bytes), 0) bytes from ddb_item where table_id = ?').get(table.id);
      return { items: Number(row?.items), bytes: Number(row?.bytes) };
    },
  };
};

const selectItems = (forward: boolean): string =>
  `select item from ddb_item where table_id = ? and ${ITEM_COLUMNS} >= (?, ?) and ${ITEM_COLUMNS} < (?, ?)
   order by ${orderBy(['hash', 'range'], forward)}`;

const selectByIndex = (forward: boolean): string =>
  `select i.item from ddb_index_row r
   cross join ddb_item i on i.table_id = ? and i.hash = r.item_hash and i.range = r.item_range
   where r.index_id = ? and ${INDEX_COLUMNS} >= (?, ?, ?, ?) and ${INDEX_COLUMNS} < (?, ?, ?, ?)
   order by ${orderBy(['r.hash', 'r.range', 'r.item_hash', 'r.item_range'], forward)}`;

const orderBy = (columns: readonly string[], forward: boolean): string =>
  columns.map((column) => `${column} ${forward ? 'asc' : 'desc'}`).join(', ');

/** A bound without an item's key sorts before every item of that index key. */
const BEFORE_EVERY_ITEM: RowKey = { hash: Buffer.alloc(0), range: Buffer.alloc(0) };

const indexBound = ({ hash, range, item = BEFORE_EVERY_ITEM }: RowBound): Buffer[] => [hash, range, item.hash, item.range];
