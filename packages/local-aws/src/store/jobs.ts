import type { Clock } from '../clock/clock.ts';
import type { Store } from './store.ts';

/** What a job's handler answers: nothing when the job is done, or when and with what to run it again. */
export type JobOutcome<P> = { readonly retryAtMs: number; readonly payload: P } | undefined;

/**
 * Work that must not be lost: deliveries, retries, timers. A job is a row until its handler has finished, so a process
 * that is killed goes on with it after restart (at least once). A job added inside `store.write` starts only after that
 * write is on disk, and never if it is undone.
 */
export interface Jobs {
  /** Names the code that runs jobs of `kind`. Call before `start`. */
  handle<P>(kind: string, run: (payload: P, jobId: number) => Promise<JobOutcome<P>>): void;
  /** @param dueAtMs earliest start, in milliseconds since 1970; now when left out. */
  add<P>(kind: string, payload: P, dueAtMs?: number): void;
  /** Takes up what an earlier process left, then runs jobs as they fall due. */
  start(): void;
  /** Starts no further job. Resolves when the running ones have ended. */
  stop(): Promise<void>;
  /** Resolves when no job is running or due. */
  idle(): Promise<void>;
  readonly busy: boolean;
}

type Handler = (payload: unknown, jobId: number) => Promise<JobOutcome<unknown>>;

export const openJobs = (store: Store, clock: Clock, onError: (error: unknown) => void): Jobs => {
  store.define(
    'create table if not exists job (id integer primary key, kind text not null, due_at_ms integer not null, payload text not null) strict',
  );
  const handlers = new Map<string, Handler>();
  const timers = new Map<number, () => void>();
  const scheduled = new Set<number>();
  const running = new Set<Promise<void>>();
  let started = false;

  const run = async (id: number, kind: string, payload: unknown): Promise<void> => {
    try {
      const handler = handlers.get(kind);
      if (handler === undefined) throw new Error(`No handler for jobs of kind "${kind}" (job ${id}); it stays in the store.`);
      const outcome = await handler(payload, id);
      store.write(() => {
        scheduled.delete(id);
        save(store, id, outcome);
        if (outcome !== undefined) store.afterCommit(() => schedule(id, kind, outcome.payload, outcome.retryAtMs));
      });
    } catch (error) {
      onError(error);
    }
  };

  const schedule = (id: number, kind: string, payload: unknown, dueAtMs: number): void => {
    if (!started || scheduled.has(id)) return;
    scheduled.add(id);
    const start = (): void => {
      timers.delete(id);
      const ending = run(id, kind, payload).finally(() => running.delete(ending));
      running.add(ending);
    };
    if (dueAtMs <= clock.now()) start();
    else timers.set(id, clock.at(dueAtMs, start));
  };

  const takeUp = (): void => {
    for (const row of store.prepare('select id, kind, due_at_ms, payload from job order by due_at_ms, id').all()) {
      schedule(Number(row.id), String(row.kind), JSON.parse(String(row.payload)), Number(row.due_at_ms));
    }
  };

  const idle = async (): Promise<void> => {
    await store.durable();
    while (running.size > 0) {
      await Promise.all(running);
      await store.durable();
    }
  };

  return {
    get busy() {
      return running.size > 0;
    },
    handle(kind, handler) {
      handlers.set(kind, handler as Handler);
    },
    add(kind, payload, dueAtMs = clock.now()) {
      store.write(() => {
        const { lastInsertRowid } = store
          .prepare('insert into job (kind, due_at_ms, payload) values (?, ?, ?)')
          .run(kind, dueAtMs, JSON.stringify(payload));
        store.afterCommit(() => schedule(Number(lastInsertRowid), kind, payload, dueAtMs));
      });
    },
    start() {
      started = true;
      // Not before the commit: a job that was added this turn is neither on disk yet nor safe from running twice.
      store.afterCommit(takeUp);
    },
    stop() {
      started = false;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      return idle();
    },
    idle,
  };
};

/** A job that is done is gone; one that is to run again waits with its new payload. */
const save = (store: Store, id: number, outcome: JobOutcome<unknown>): void => {
  if (outcome === undefined) store.prepare('delete from job where id = ?').run(id);
  else store.prepare('update job set due_at_ms = ?, payload = ? where id = ?').run(outcome.retryAtMs, JSON.stringify(outcome.payload), id);
};
