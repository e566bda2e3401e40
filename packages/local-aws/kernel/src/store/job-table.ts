import type { Store } from './store.ts';

/** The result of a job's handler: nothing when the job is done, or the time and payload of the next run. */
export type JobOutcome<P> = { readonly retryAtMs: number; readonly payload: P } | undefined;

/** A stored job. */
export interface StoredJob {
  readonly id: number;
  readonly kind: string;
  readonly dueAtMs: number;
  readonly payload: unknown;
}

/** The jobs that are not done. Its writes belong in a `store.write`. */
export interface JobTable {
  /** By due time. */
  all(): readonly StoredJob[];
  insert(kind: string, payload: unknown, dueAtMs: number): number;
  /** Deletes a job that is done; a job that runs again waits with its new payload. */
  settle(id: number, outcome: JobOutcome<unknown>): void;
}

export const openJobTable = (store: Store): JobTable => {
  store.define(
    'create table if not exists job (id integer primary key, kind text not null, due_at_ms integer not null, payload text not null) strict',
  );
  return {
    all: () =>
      store
        .prepare('select id, kind, due_at_ms, payload from job order by due_at_ms, id')
        .all()
        .map(({ id, kind, due_at_ms, payload }) => ({
          id: Number(id),
          kind: String(kind),
          dueAtMs: Number(due_at_ms),
          payload: JSON.parse(String(payload)) as unknown,
        })),
    insert(kind, payload, dueAtMs) {
      const insert = store.prepare('insert into job (kind, due_at_ms, payload) values (?, ?, ?)');
      return Number(insert.run(kind, dueAtMs, JSON.stringify(payload)).lastInsertRowid);
    },
    settle(id, outcome) {
      if (outcome === undefined) store.prepare('delete from job where id = ?').run(id);
      else {
        const update = store.prepare('update job set due_at_ms = ?, payload = ? where id = ?');
        update.run(outcome.retryAtMs, JSON.stringify(outcome.payload), id);
      }
    },
  };
};
