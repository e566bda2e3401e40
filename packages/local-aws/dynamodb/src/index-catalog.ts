import type { Store } from '@plumbline/local-aws-kernel';
import type { ItemStore } from './item-store.ts';
import type { SecondaryIndex, Table } from './table.ts';

/** The numbers of the indexes in the row store. An index whose keys change gets a new number. */
export interface IndexCatalog {
  /** By index name. */
  idsOf(tableId: number): ReadonlyMap<string, number>;
  /** Deletes the rows of removed and changed indexes, and fills new and changed ones. */
  change(before: Table | undefined, table: Table): void;
  drop(table: Table): void;
}

const SCHEMA = `
  create table if not exists ddb_index (
    id integer primary key autoincrement, table_id integer not null, name text not null, unique (table_id, name)
  ) strict;`;

export const openIndexCatalog = (store: Store, items: ItemStore): IndexCatalog => {
  store.define(SCHEMA);
  const drop = (index: SecondaryIndex): void => {
    items.indexRows.drop(index.id);
    store.prepare('delete from ddb_index where id = ?').run(index.id);
  };
  const create = (table: Table, index: SecondaryIndex): void => {
    const { lastInsertRowid } = store.prepare('insert into ddb_index (table_id, name) values (?, ?)').run(table.id, index.name);
    const created = { ...index, id: Number(lastInsertRowid) };
    for (const item of items.all(table)) items.indexRows.add(table, created, item);
  };
  return {
    idsOf(tableId) {
      const rows = store.prepare('select id, name from ddb_index where table_id = ?').all(tableId);
      return new Map(rows.map(({ name, id }) => [String(name), Number(id)]));
    },
    change(before, table) {
      const indexesBefore = before?.indexes ?? [];
      for (const index of indexesBefore) if (!table.indexes.some((each) => sameIndex(each, index))) drop(index);
      for (const index of table.indexes) if (!indexesBefore.some((each) => sameIndex(each, index))) create(table, index);
    },
    drop(table) {
      for (const index of table.indexes) drop(index);
    },
  };
};

/** Rows contain keys only, so a change of projection changes no row. */
const sameIndex = (a: SecondaryIndex, b: SecondaryIndex): boolean => a.name === b.name && JSON.stringify(a.keys) === JSON.stringify(b.keys);
