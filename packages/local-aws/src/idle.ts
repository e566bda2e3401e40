import type { Lambda } from './lambda/lambda.ts';
import type { Jobs } from './store/jobs.ts';
import type { Store } from './store/store.ts';

interface Busy {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly lambda: Lambda;
}

/**
 * Resolves when nothing is running or due. Batches from queues lead to jobs and jobs to batches, each a turn after the
 * other is on disk, so both must be idle at the same time.
 */
export const idle = async ({ store, jobs, lambda }: Busy): Promise<void> => {
  do {
    await Promise.all([jobs.idle(), lambda.idle()]);
    await store.durable();
    await nextTurn();
  } while (jobs.busy || lambda.busy);
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
