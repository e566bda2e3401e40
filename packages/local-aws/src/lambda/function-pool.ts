import type { Clock } from '../clock/clock.ts';
import type { ExecutionEnvironment, Outcome } from './execution-environment.ts';
import type { WorkerInvocation } from './worker.ts';

/** Environments that wait for work are stopped after so long, as Lambda does after some minutes. */
const IDLE_MS_MAX = 300_000;

/** The execution environments of one function: as many as run at once, up to `concurrencyMax`; further invocations wait. */
export interface FunctionPool {
  invoke(invocation: WorkerInvocation): Promise<Outcome>;
  /** Environments at the moment. */
  readonly size: number;
  /** Invocations that wait for a free environment. */
  readonly waiting: number;
  stop(): Promise<void>;
}

export const functionPool = (start: () => Promise<ExecutionEnvironment>, concurrencyMax: number, clock: Clock): FunctionPool => {
  const idle: { readonly environment: ExecutionEnvironment; readonly cancel: () => void }[] = [];
  const all = new Set<ExecutionEnvironment>();
  const queue: (() => void)[] = [];
  let starting = 0;
  let stopped = false;

  const retire = (environment: ExecutionEnvironment): void => {
    const at = idle.findIndex((entry) => entry.environment === environment);
    if (at >= 0) idle.splice(at, 1);
    all.delete(environment);
    void environment.stop();
  };

  const take = async (): Promise<ExecutionEnvironment> => {
    for (;;) {
      const free = idle.pop();
      if (free !== undefined) {
        free.cancel();
        if (free.environment.alive) return free.environment;
        all.delete(free.environment);
        continue;
      }
      if (all.size + starting < concurrencyMax) {
        starting += 1;
        try {
          const environment = await start();
          all.add(environment);
          return environment;
        } finally {
          starting -= 1;
        }
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    }
  };

  const giveBack = (environment: ExecutionEnvironment): void => {
    if (!environment.alive || stopped) retire(environment);
    else idle.push({ environment, cancel: clock.at(clock.now() + IDLE_MS_MAX, () => retire(environment)) });
    queue.shift()?.();
  };

  return {
    get size() {
      return all.size;
    },
    get waiting() {
      return queue.length;
    },
    async invoke(invocation) {
      const environment = await take();
      try {
        return await environment.invoke(invocation);
      } finally {
        giveBack(environment);
      }
    },
    async stop() {
      stopped = true;
      for (const { cancel } of idle.splice(0)) cancel();
      await Promise.all([...all].map((environment) => environment.stop()));
      all.clear();
    },
  };
};
