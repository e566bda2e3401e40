import { Worker } from 'node:worker_threads';
import type { RuntimeError, WorkerInvocation, WorkerMessage, WorkerStart } from './worker.ts';

export interface ExecutionEnvironmentProps extends WorkerStart {
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
  /** The time limit for loading the handler. @default 10, as on AWS */
  readonly initSeconds?: number;
  readonly onLog: (message: string) => void;
}

export type Outcome = { readonly payload: string } | { readonly error: RuntimeError };

/** The data of an invocation before it has an environment; its deadline is known only then. */
export type Invocation = Omit<WorkerInvocation, 'deadlineMs'>;

/** One copy of a function in a worker thread, which runs one invocation at a time, like Lambda's execution environments. */
export interface ExecutionEnvironment {
  /** Never rejects: a failure of the worker becomes the invocation's error. */
  invoke(invocation: Invocation): Promise<Outcome>;
  /** False after the worker has exited or timed out: use another environment. */
  readonly alive: boolean;
  stop(): Promise<void>;
}

/** Additional heap for Node.js and the SDK; the function's own limit is `memorySize`. */
const HEAP_MIB_MIN = 128;
/** V8 would reserve 48 MiB for each thread. With a dozen environments, that would be most of local-aws's memory, without a benefit. */
const YOUNG_HEAP_MIB = 12;
const INIT_SECONDS = 10;
const MS_PER_SECOND = 1_000;
const WORKER = new URL('./worker.ts', import.meta.url);

export const startExecutionEnvironment = (props: ExecutionEnvironmentProps): ExecutionEnvironment => {
  const worker = startWorker(props);
  let alive = true;
  let requestId = '';
  let finish: ((outcome: Outcome) => void) | undefined;
  let cause: RuntimeError = { errorType: 'Runtime.ExitError', errorMessage: 'The worker has been stopped.', trace: [] };
  const { promise: loaded, resolve: ready } = Promise.withResolvers<void>();

  const end = (outcome: Outcome): void => {
    const resolve = finish;
    finish = undefined;
    resolve?.(outcome);
  };
  const die = (error: RuntimeError): void => {
    if (alive) cause = error;
    alive = false;
    ready();
    end({ error });
  };
  const exited = (reason: string, trace: readonly string[] = []): void =>
    die({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: Runtime exited ${reason}`, trace });
  /** A timeout of the machine's clock even under a virtual one: the duration of code is not simulated. */
  const timeOutAfter = (seconds: number): (() => void) => {
    const timer = setTimeout(() => {
      const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
      if (alive) props.onLog(errorMessage);
      die({ errorType: 'Sandbox.Timedout', errorMessage, trace: [] });
      void worker.terminate();
    }, seconds * MS_PER_SECOND);
    return () => clearTimeout(timer);
  };

  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'log') props.onLog(message.message);
    else if (message.kind === 'ready') ready();
    else if (message.kind === 'dead') die(message.error);
    else if (message.requestId !== requestId) return;
    else if (message.kind === 'result') end({ payload: message.payload });
    else end({ error: message.error });
  });
  worker.on('error', (error: Error) => exited(`with error: ${error.message}`, (error.stack ?? '').split('\n')));
  worker.on('exit', (code) => exited(code === 0 ? 'without providing a reason' : `with error: exit status ${code}`));

  return {
    get alive() {
      return alive;
    },
    async invoke(invocation) {
      requestId = invocation.requestId;
      const cancelInit = timeOutAfter(props.initSeconds ?? INIT_SECONDS);
      await loaded;
      cancelInit();
      if (!alive) return { error: cause };
      const cancelTimeout = timeOutAfter(props.timeoutSeconds);
      const outcome = await new Promise<Outcome>((resolve) => {
        finish = resolve;
        const message: WorkerInvocation = { ...invocation, deadlineMs: Date.now() + props.timeoutSeconds * MS_PER_SECOND };
        worker.postMessage(message);
      });
      cancelTimeout();
      return outcome;
    },
    async stop() {
      alive = false;
      await worker.terminate();
    },
  };
};

const startWorker = ({ directory, handler, variables, memoryMiB }: ExecutionEnvironmentProps): Worker => {
  const start: WorkerStart = { directory, handler };
  return new Worker(WORKER, {
    workerData: start,
    env: { ...variables },
    execArgv: (variables.NODE_OPTIONS ?? '').split(' ').filter((option) => option === '--enable-source-maps'),
    resourceLimits: { maxOldGenerationSizeMb: Math.max(memoryMiB, HEAP_MIB_MIN), maxYoungGenerationSizeMb: YOUNG_HEAP_MIB },
  });
};
