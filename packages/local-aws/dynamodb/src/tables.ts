import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Account, Clock, Store } from '@plumbline/local-aws-kernel';
import { resourceNotFound } from './errors.ts';
import { openIndexCatalog } from './index-catalog.ts';
import type { ItemStore } from './item-store.ts';
import type { Streams } from './streams/streams.ts';
import { type Table, toTable } from './table.ts';
import type { TableDefinition } from './table-definition.ts';

/** The tables. The store keeps their definitions; items survive a restart, and a change of indexes. */
export interface Tables {
  find(name: string): Table | undefined;
  /** Throws ResourceNotFoundException. */
  get(name: string): Table;
  byId(id: number): Table | undefined;
  /** In alphabetical order. */
  names(): string[];
  /** Creates the table or changes it: new and changed indexes are filled from its items. */
  put(definition: TableDefinition): Table;
  delete(table: Table): void;
}

const SCHEMA = `
  create table if not exists ddb_table (
    id integer primary key, name text not null unique, uuid text not null, created_at_ms integer not null, definition text not null
  ) strict;`;

export const openTables = (store: Store, items: ItemStore, streams: Streams, clock: Clock, account: Account): Tables => {
  store.define(SCHEMA);
  const indexes = openIndexCatalog(store, items);
  const tables = new Map<string, Table>();

  const load = (name: string): Table => {
    const row = store.prepare('select * from ddb_table where name = ?').get(name);
    if (row === undefined) throw new Error(`Table "${name}" is not in the store.`);
    const id = Number(row.id);
    const identity = { id, uuid: String(row.uuid), createdAtMs: Number(row.created_at_ms), indexIds: indexes.idsOf(id) };
    return toTable(JSON.parse(String(row.definition)) as TableDefinition, identity, account);
  };

  for (const { name } of store.prepare('select name from ddb_table').all()) tables.set(String(name), load(String(name)));

  return {
    find: (name) => tables.get(name),
    get(name) {
      const table = tables.get(name);
      if (table === undefined) throw resourceNotFound();
      return table;
    },
    byId: (id) => [...tables.values()].find((table) => table.id === id),
    names: () => [...tables.keys()].sort(),
    put(definition) {
      const before = tables.get(definition.name);
      if (before !== undefined && isDeepStrictEqual(before.definition, definition)) return before;
      const table = store.write(() => {
        if (before !== undefined) refuseOtherKeys(before, definition);
        store
          .prepare(
            `insert into ddb_table (name, uuid, created_at_ms, definition) values (?, ?, ?, ?)
             on conflict (name) do update set definition = excluded.definition`,
          )
          .run(definition.name, randomUUID(), clock.now(), JSON.stringify(definition));
        indexes.change(before, load(definition.name));
        const changed = load(definition.name);
        if (before?.definition.ttlAttribute !== definition.ttlAttribute) items.rebuildExpiry(changed);
        streams.fit(changed);
        return changed;
      });
      tables.set(definition.name, table);
      return table;
    },
    delete(table) {
      store.write(() => {
        indexes.drop(table);
        items.drop(table);
        streams.tableDeleted(table);
        store.prepare('delete from ddb_table where id = ?').run(table.id);
      });
      tables.delete(table.name);
    },
  };
};

/** Terraform replaces a table whose primary key changes, and deletes all its items. local-aws does not do this implicitly. */
const refuseOtherKeys = (before: Table, definition: TableDefinition): void => {
  const keysOf = ({ hashKey, rangeKey = '', attributes }: TableDefinition): string =>
    JSON.stringify([hashKey, attributes[hashKey], rangeKey, attributes[rangeKey]]);
  if (keysOf(before.definition) === keysOf(definition)) return;
  throw new Error(
    `The primary key of table "${definition.name}" has changed, so AWS would replace the table and lose its items. ` +
      'Delete the table (aws dynamodb delete-table) or the local data, and start again.',
  );
};
