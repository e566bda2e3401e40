import type { Clock } from '../clock/clock.ts';
import type { JobOutcome } from './job-table.ts';
import { openJobTable } from './job-table.ts';
import type { Store } from './store.ts';

/**
 * Work that must not be lost: deliveries, retries, timers. A job is a row until its handler has finished, so a process
 * that is killed resumes it after a restart (at least once). A job whose handler throws runs again, after increasing
 * waits. A job that is added inside `store.write` starts only after that write is on disk, and never if the write is rolled back.
 */
export interface Jobs {
  /** Registers the handler for jobs of `kind`. Call it before `start`. */
  handle<P>(kind: string, run: (payload: P, jobId: number) => Promise<JobOutcome<P>>): void;
  /** @param dueAtMs earliest start, in milliseconds since 1970. @default now */
  add<P>(kind: string, payload: P, dueAtMs?: number): void;
  /** Resumes the jobs of an earlier process, then runs jobs as they fall due. */
  start(): void;
  /** Starts no further job. Resolves when the running jobs have ended. */
  stop(): Promise<void>;
  /** Resolves when no job is running or due. */
  idle(): Promise<void>;
  readonly busy: boolean;
  /** Resolves when fewer than `max` jobs are running: for work that creates more jobs than memory should hold. */
  belowLoad(max: number): Promise<void>;
}

/** The wait after a job's handler throws; it doubles with each further failure, up to the maximum. */
const RETRY_WAIT_MS = 1_000;
const RETRY_WAIT_MS_MAX = 60_000;

type Handler = (payload: unknown, jobId: number) => Promise<JobOutcome<unknown>>;

export const openJobs = (store: Store, clock: Clock, onError: (error: unknown) => void): Jobs => {
  const table = openJobTable(store);
  const handlers = new Map<string, Handler>();
  const timers = new Map<number, () => void>();
  const scheduled = new Set<number>();
  const running = new Set<Promise<void>>();
  let started = false;

  /** The number of consecutive failures of each job's handler. */
  const failures = new Map<number, number>();

  const run = async (id: number, kind: string, payload: unknown): Promise<void> => {
    const handler = handlers.get(kind);
    if (handler === undefined) {
      onError(new Error(`No handler for jobs of kind "${kind}" (job ${id}); it stays in the store.`));
      return;
    }
    try {
      const outcome = await handler(payload, id);
      store.write(() => {
        scheduled.delete(id);
        failures.delete(id);
        table.settle(id, outcome);
        if (outcome !== undefined) store.afterCommit(() => schedule(id, kind, outcome.payload, outcome.retryAtMs));
      });
    } catch (error) {
      // A defect in local-aws, or a full disk: the job must not wait for the next start.
      onError(error);
      const failed = (failures.get(id) ?? 0) + 1;
      failures.set(id, failed);
      scheduled.delete(id);
      schedule(id, kind, payload, clock.now() + Math.min(RETRY_WAIT_MS * 2 ** (failed - 1), RETRY_WAIT_MS_MAX));
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
    handle: (kind, handler) => void handlers.set(kind, handler as Handler),
    add(kind, payload, dueAtMs = clock.now()) {
      store.write(() => {
        const id = table.insert(kind, payload, dueAtMs);
        store.afterCommit(() => schedule(id, kind, payload, dueAtMs));
      });
    },
    start() {
      started = true;
      // Not before the commit: a job that was added in this turn is not yet on disk and could run twice.
      store.afterCommit(() => {
        for (const { id, kind, payload, dueAtMs } of table.all()) schedule(id, kind, payload, dueAtMs);
      });
    },
    stop() {
      started = false;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      return idle();
    },
    idle,
    async belowLoad(max) {
      while (running.size >= max) await Promise.race(running);
    },
  };
};
