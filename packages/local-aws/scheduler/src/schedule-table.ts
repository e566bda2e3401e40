import type { Store } from '@plumbline/local-aws-kernel';
import type { Schedule, ScheduleGroup } from './schedule.ts';

/** A row, and whether Terraform or the API created it. */
export interface Stored<T> {
  readonly key: string;
  readonly value: T;
  readonly declared: boolean;
}

/** The stored schedules or groups, including declared ones, because they must resume after a restart. */
export interface ScheduleTable<T> {
  all(): readonly Stored<T>[];
  put(row: Stored<T>): void;
  remove(key: string): void;
}

export const openScheduleTable = (store: Store): ScheduleTable<Schedule> => openTable<Schedule>(store, 'schedule');
export const openGroupTable = (store: Store): ScheduleTable<ScheduleGroup> => openTable<ScheduleGroup>(store, 'group');

const openTable = <T>(store: Store, kind: 'schedule' | 'group'): ScheduleTable<T> => {
  const table = `scheduler_${kind}`;
  store.define(`create table if not exists ${table} (key text primary key, declared integer not null, value text not null) strict`);
  return {
    all: () =>
      store
        .prepare(`select key, declared, value from ${table} order by key`)
        .all()
        .map(({ key, declared, value }) => ({ key: String(key), declared: declared === 1, value: JSON.parse(String(value)) as T })),
    put: ({ key, value, declared }) =>
      void store.write(() =>
        store
          .prepare(`insert or replace into ${table} (key, declared, value) values (?, ?, ?)`)
          .run(key, declared ? 1 : 0, JSON.stringify(value)),
      ),
    remove: (key) => void store.write(() => store.prepare(`delete from ${table} where key = ?`).run(key)),
  };
};
