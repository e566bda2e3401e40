import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Runs inside a worker thread: one execution environment of one function. Loads the handler from the unpacked zip, then
 * answers invocations one at a time, as Lambda's runtime does. AWS says what handlers get and how errors are shown:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */

/** What the worker is started with. */
export interface WorkerStart {
  /** The unpacked zip. */
  readonly directory: string;
  /** `file.export`, such as `index.handler`. */
  readonly handler: string;
}

/** One invocation, as sent to the worker. */
export interface WorkerInvocation {
  readonly requestId: string;
  /** The event as JSON. */
  readonly event: string;
  readonly traceHeader: string;
  readonly deadlineMs: number;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMiB: number;
  readonly logGroup: string;
  readonly logStream: string;
}

/** What the worker says. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initFailed'; readonly error: RuntimeError }
  | { readonly kind: 'log'; readonly message: string }
  | { readonly kind: 'result'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'error'; readonly requestId: string; readonly error: RuntimeError };

/** An error as the runtime reports it. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

type Handler = (event: unknown, context: object) => unknown;

const { directory, handler: handlerName } = workerData as WorkerStart;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only.');
const say = (message: WorkerMessage): void => port.postMessage(message);

/** What the function writes is its log; loggers write to these streams, directly or through `console`. */
const captureOutput = (): void => {
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    say({ kind: 'log', message: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') callback();
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
};

const toRuntimeError = (error: unknown): RuntimeError => {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
};

const load = async (): Promise<Handler> => {
  const [file = '', exported = ''] = handlerName.split('.');
  const module = (await import(pathToFileURL(`${directory}/${file}.mjs`).href)) as Record<string, unknown>;
  const handler = module[exported];
  if (typeof handler === 'function') return handler as Handler;
  throw Object.assign(new Error(`${handlerName} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
};

const contextOf = (invocation: WorkerInvocation): object => ({
  awsRequestId: invocation.requestId,
  functionName: invocation.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: invocation.functionArn,
  memoryLimitInMB: String(invocation.memoryMiB),
  logGroupName: invocation.logGroup,
  logStreamName: invocation.logStream,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, invocation.deadlineMs - Date.now()),
});

const invoke = async (handler: Handler, invocation: WorkerInvocation): Promise<void> => {
  const { requestId } = invocation;
  process.env._X_AMZN_TRACE_ID = invocation.traceHeader;
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    say({ kind: 'result', requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const runtimeError = toRuntimeError(error);
    say({ kind: 'log', message: JSON.stringify({ level: 'ERROR', message: 'Invoke Error', requestId, ...runtimeError }) });
    say({ kind: 'error', requestId, error: runtimeError });
  }
};

captureOutput();
try {
  const handler = await load();
  port.on('message', (invocation: WorkerInvocation) => void invoke(handler, invocation));
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'initFailed', error: toRuntimeError(error) });
}
