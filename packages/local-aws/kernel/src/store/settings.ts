import type { Store } from './store.ts';

/**
 * Settings of one kind, each declared by Terraform or created over the API. Each start declares Terraform's settings again, and they win,
 * as in an apply; the store therefore keeps only the settings that the API alone created.
 */
export interface Settings<T> {
  get(key: string): T | undefined;
  entries(): readonly (readonly [key: string, value: T])[];
  /** Declares a setting from Terraform, and replaces the one that the API created. */
  declare(key: string, value: T): void;
  /** Creates or changes a setting over the API. A change to a declared setting lasts until the next start. */
  change(key: string, value: T): void;
  remove(key: string): void;
  /** The keys of the settings that the API alone created. */
  made(): readonly string[];
}

export const openSettings = <T>(store: Store, kind: string): Settings<T> => {
  store.define(
    'create table if not exists setting (id integer primary key, kind text not null, key text not null, value text not null, unique (kind, key)) strict',
  );
  const values = new Map<string, T>();
  const declared = new Set<string>();
  for (const { key, value } of store.prepare('select key, value from setting where kind = ? order by id').all(kind)) {
    values.set(String(key), JSON.parse(String(value)) as T);
  }
  const forget = (key: string): void => {
    store.write(() => store.prepare('delete from setting where kind = ? and key = ?').run(kind, key));
  };

  return {
    get: (key) => values.get(key),
    entries: () => [...values],
    declare(key, value) {
      if (values.has(key) && !declared.has(key)) forget(key);
      declared.add(key);
      values.set(key, value);
    },
    change(key, value) {
      values.set(key, value);
      if (declared.has(key)) return;
      const put = store.prepare('insert into setting (kind, key, value) values (?, ?, ?) on conflict do update set value = excluded.value');
      store.write(() => put.run(kind, key, JSON.stringify(value)));
    },
    remove(key) {
      values.delete(key);
      // A declared setting that the API creates again must not be stored: the next start declares it again.
      if (!declared.has(key)) forget(key);
    },
    made: () => [...values.keys()].filter((key) => !declared.has(key)),
  };
};
