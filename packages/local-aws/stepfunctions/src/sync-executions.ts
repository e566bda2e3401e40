import type { Store } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import type { Execution } from './execution/records.ts';

/** The callers of StartSyncExecution, which wait for the end of an execution. */
export interface SyncExecutions {
  /** Resolves with the ended execution. Rejects when local-aws stops. */
  end(arn: string): Promise<Execution>;
  /** Inside the write that ends it. */
  ended(execution: Execution): void;
  stop(): void;
}

interface Waiter {
  resolve(execution: Execution): void;
  reject(error: AwsError): void;
}

export const syncExecutions = (store: Store): SyncExecutions => {
  const waiters = new Map<string, Waiter>();
  return {
    end: (arn) => new Promise((resolve, reject) => waiters.set(arn, { resolve, reject })),
    ended(execution) {
      const waiter = waiters.get(execution.arn);
      if (waiter === undefined) return;
      waiters.delete(execution.arn);
      store.afterCommit(() => waiter.resolve(execution));
    },
    stop() {
      for (const { reject } of waiters.values()) {
        reject(new AwsError('ServiceUnavailable', 'local-aws is stopping; the execution resumes at the next start.', { status: 503 }));
      }
      waiters.clear();
    },
  };
};
