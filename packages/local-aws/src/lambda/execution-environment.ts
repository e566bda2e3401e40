import { Worker } from 'node:worker_threads';
import type { RuntimeError, WorkerInvocation, WorkerMessage, WorkerStart } from './worker.ts';

export interface ExecutionEnvironmentProps extends WorkerStart {
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
  readonly onLog: (message: string) => void;
}

export type Outcome = { readonly payload: string } | { readonly error: RuntimeError };

/** One copy of a function in a worker thread, doing one invocation at a time, as Lambda's execution environments do. */
export interface ExecutionEnvironment {
  /** Never rejects: whatever happens to the worker becomes the invocation's error. */
  invoke(invocation: WorkerInvocation): Promise<Outcome>;
  /** False once the worker has died or timed out: take another one. */
  readonly alive: boolean;
  stop(): Promise<void>;
}

/** Extra heap for Node and the SDK; the function's own limit is `memorySize`. */
const HEAP_MIB_MIN = 128;
const MS_PER_SECOND = 1_000;
const WORKER = new URL('./worker.ts', import.meta.url);

export const startExecutionEnvironment = (props: ExecutionEnvironmentProps): ExecutionEnvironment => {
  const start: WorkerStart = { directory: props.directory, handler: props.handler };
  const worker = new Worker(WORKER, {
    workerData: start,
    env: { ...props.variables },
    execArgv: (props.variables.NODE_OPTIONS ?? '').split(' ').filter((option) => option === '--enable-source-maps'),
    resourceLimits: { maxOldGenerationSizeMb: Math.max(props.memoryMiB, HEAP_MIB_MIN) },
  });
  let alive = true;
  let finish: ((outcome: Outcome) => void) | undefined;
  let ready: (() => void) | undefined;
  let initError: RuntimeError | undefined;
  const loaded = new Promise<void>((resolve) => {
    ready = resolve;
  });

  const end = (outcome: Outcome): void => {
    const resolve = finish;
    finish = undefined;
    resolve?.(outcome);
  };
  const die = (error: RuntimeError): void => {
    alive = false;
    initError ??= error;
    ready?.();
    end({ error });
  };

  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'log') props.onLog(message.message);
    else if (message.kind === 'ready') ready?.();
    else if (message.kind === 'initFailed') die(message.error);
    else if (message.kind === 'result') end({ payload: message.payload });
    else end({ error: message.error });
  });
  worker.on('error', (error: Error) =>
    die({
      errorType: 'Runtime.ExitError',
      errorMessage: `Runtime exited with error: ${error.message}`,
      trace: (error.stack ?? '').split('\n'),
    }),
  );
  worker.on('exit', (code) =>
    die({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited without providing a reason (exit status ${code})`, trace: [] }),
  );

  return {
    get alive() {
      return alive;
    },
    async invoke(invocation) {
      await loaded;
      if (!alive) return { error: initError ?? { errorType: 'Runtime.ExitError', errorMessage: 'The worker is gone.', trace: [] } };
      const timeout = setTimeout(() => {
        die({
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${invocation.requestId} Error: Task timed out after ${props.timeoutSeconds.toFixed(2)} seconds`,
          trace: [],
        });
        void worker.terminate();
      }, props.timeoutSeconds * MS_PER_SECOND);
      const outcome = await new Promise<Outcome>((resolve) => {
        finish = resolve;
        worker.postMessage(invocation);
      });
      clearTimeout(timeout);
      return outcome;
    },
    async stop() {
      alive = false;
      await worker.terminate();
    },
  };
};
