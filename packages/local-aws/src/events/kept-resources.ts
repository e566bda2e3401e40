import type { Store } from '../store/store.ts';

/** What can be made over the API. */
export type ResourceKind = 'bus' | 'rule' | 'target' | 'archive' | 'connection' | 'apiDestination';

/**
 * Resources that were made or changed over the API, kept for the next start. What Terraform declares is put again at each
 * start and is not here.
 */
export interface KeptResources {
  keep(kind: ResourceKind, path: readonly string[], value: object): void;
  forget(kind: ResourceKind, path: readonly string[]): void;
  /** In the order in which they were first kept. */
  all<T>(kind: ResourceKind): readonly T[];
}

export const openKeptResources = (store: Store): KeptResources => {
  store.define(
    'create table if not exists events_resource (id integer primary key, kind text not null, path text not null, value text not null, unique (kind, path)) strict',
  );
  return {
    keep(kind, path, value) {
      const sql =
        'insert into events_resource (kind, path, value) values (?, ?, ?) on conflict (kind, path) do update set value = excluded.value';
      store.write(() => store.prepare(sql).run(kind, JSON.stringify(path), JSON.stringify(value)));
    },
    forget(kind, path) {
      store.write(() => store.prepare('delete from events_resource where kind = ? and path = ?').run(kind, JSON.stringify(path)));
    },
    all: <T>(kind: ResourceKind) =>
      store
        .prepare('select value from events_resource where kind = ? order by id')
        .all(kind)
        .map(({ value }) => JSON.parse(String(value)) as T),
  };
};
