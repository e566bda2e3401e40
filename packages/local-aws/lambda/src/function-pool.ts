import type { Clock } from '@plumbline/local-aws-kernel';
import type { ExecutionEnvironment, Invocation, Outcome } from './execution-environment.ts';

/** Idle environments stop after this time, as on Lambda after some minutes. */
const IDLE_MS_MAX = 300_000;

/** The execution environments of one function: as many as needed, up to `concurrencyMax`; further invocations wait. */
export interface FunctionPool {
  /** Never rejects. An invocation that has not started when the pool stops ends with an error. */
  invoke(invocation: Invocation): Promise<Outcome>;
  /** Ends the environment that runs an invocation, which then fails. Has no effect when the invocation is not running. */
  kill(requestId: string): void;
  /** Invocations that have not ended, whether they run or wait. */
  readonly inFlight: number;
  /** The current number of environments. */
  readonly size: number;
  /** Invocations that wait for a free environment. */
  readonly waiting: number;
  /** Ends the environments, even during an invocation. */
  stop(): Promise<void>;
}

const STOPPED: Outcome = { error: { errorType: 'Runtime.ExitError', errorMessage: 'local-aws is stopping.', trace: [] } };

export const functionPool = (start: () => ExecutionEnvironment, concurrencyMax: number, clock: Clock): FunctionPool => {
  const idle: { readonly environment: ExecutionEnvironment; readonly cancel: () => void }[] = [];
  const all = new Set<ExecutionEnvironment>();
  const running = new Map<string, ExecutionEnvironment>();
  const queue: (() => void)[] = [];
  const ending = new Set<Promise<void>>();
  let stopped = false;
  let inFlight = 0;

  const retire = (environment: ExecutionEnvironment): void => {
    const at = idle.findIndex((entry) => entry.environment === environment);
    if (at >= 0) idle.splice(at, 1);
    all.delete(environment);
    const end = environment.stop().finally(() => ending.delete(end));
    ending.add(end);
  };

  const takeIdle = (): ExecutionEnvironment | undefined => {
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
      free.cancel();
      if (free.environment.alive) return free.environment;
      all.delete(free.environment);
    }
    return undefined;
  };

  /** `undefined` once the pool has stopped. */
  const take = async (): Promise<ExecutionEnvironment | undefined> => {
    while (!stopped) {
      const free = takeIdle();
      if (free !== undefined) return free;
      if (all.size < concurrencyMax) {
        const environment = start();
        all.add(environment);
        return environment;
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    return undefined;
  };

  const giveBack = (environment: ExecutionEnvironment): void => {
    if (!environment.alive || stopped) retire(environment);
    else idle.push({ environment, cancel: clock.at(clock.now() + IDLE_MS_MAX, () => retire(environment)) });
    queue.shift()?.();
  };

  const run = async (invocation: Invocation): Promise<Outcome> => {
    const environment = await take();
    if (environment === undefined) return STOPPED;
    running.set(invocation.requestId, environment);
    try {
      return await environment.invoke(invocation);
    } finally {
      running.delete(invocation.requestId);
      giveBack(environment);
    }
  };

  return {
    kill: (requestId) => void running.get(requestId)?.stop(),
    get inFlight() {
      return inFlight;
    },
    get size() {
      return all.size;
    },
    get waiting() {
      return queue.length;
    },
    async invoke(invocation) {
      inFlight += 1;
      try {
        return await run(invocation);
      } finally {
        inFlight -= 1;
      }
    },
    async stop() {
      stopped = true;
      for (const resume of queue.splice(0)) resume();
      for (const { cancel } of idle.splice(0)) cancel();
      await Promise.all([...ending, ...[...all].map((environment) => environment.stop())]);
      all.clear();
    },
  };
};
