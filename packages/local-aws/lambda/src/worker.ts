import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isNativeError } from 'node:util/types';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Runs inside a worker thread: one execution environment of one function. Loads the handler from the unpacked zip, then
 * answers invocations one at a time, as Lambda's runtime does. AWS documents the handlers' arguments and the form of errors:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */

/** The start parameters of the worker. */
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

/** The messages of the worker. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  /** The environment cannot continue; a running invocation ends with the error. */
  | { readonly kind: 'dead'; readonly error: RuntimeError }
  | { readonly kind: 'log'; readonly message: string }
  | { readonly kind: 'result'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'error'; readonly requestId: string; readonly error: RuntimeError };

/** An error in the runtime's form. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

type Handler = (event: unknown, context: object) => unknown;

const { directory, handler: handlerName } = workerData as WorkerStart;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only.');
/**
 * Output is buffered for this time, so that it wakes the main thread together with the response. Output that a handler writes within this
 * time after the last message is lost if the handler then blocks its thread until it is stopped.
 */
const OUTPUT_HELD_MS = 50;
let held = '';
let lastSaidMs = 0;

const say = (message?: WorkerMessage): void => {
  lastSaidMs = Date.now();
  if (held !== '') port.postMessage({ kind: 'log', message: held } satisfies WorkerMessage);
  held = '';
  if (message !== undefined) port.postMessage(message);
};

const log = (text: string): void => {
  if (held === '') setTimeout(() => say(), OUTPUT_HELD_MS).unref();
  held += text;
  if (Date.now() - lastSaidMs > OUTPUT_HELD_MS) say();
};

/** The function's output is its log; loggers write to these streams, directly or through `console`. */
const captureOutput = (): void => {
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    log(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') callback();
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
};

const toRuntimeError = (error: unknown): RuntimeError => {
  // Not `instanceof`: an error may come from another realm, such as `node:vm`.
  if (!isNativeError(error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
};

const runtimeError = (name: string, message: string): Error => Object.assign(new Error(message), { name: `Runtime.${name}` });

/** In Lambda's search order. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/** `folder/file.export.member`: only the file's own name is split at its dots. */
const load = async (): Promise<Handler> => {
  const nameAt = handlerName.lastIndexOf('/') + 1;
  const [file = '', ...members] = handlerName.slice(nameAt).split('.');
  const module = join(handlerName.slice(0, nameAt), file);
  const path = EXTENSIONS.map((extension) => join(directory, `${module}${extension}`)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw runtimeError('ImportModuleError', `Error: Cannot find module '${module}'`);
  const exports = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const found = memberOf(exports, members) ?? memberOf(exports['default'], members);
  if (typeof found === 'function') return found as Handler;
  throw runtimeError('HandlerNotFound', `${handlerName} is undefined or not exported`);
};

const memberOf = (value: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>((object, name) => (object as Record<string, unknown> | undefined)?.[name], value);

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

/** The running invocation. */
let running: string | undefined;

const invoke = async (handler: Handler, invocation: WorkerInvocation): Promise<void> => {
  const { requestId } = invocation;
  running = requestId;
  process.env._X_AMZN_TRACE_ID = invocation.traceHeader;
  try {
    const payload = serialize(await handler(JSON.parse(invocation.event), contextOf(invocation)));
    say({ kind: 'result', requestId, payload });
  } catch (error) {
    const runtimeError = toRuntimeError(error);
    logError('Invoke Error', runtimeError);
    say({ kind: 'error', requestId, error: runtimeError });
  } finally {
    running = undefined;
  }
};

const serialize = (result: unknown): string => {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (cause) {
    throw Object.assign(runtimeError('MarshalError', 'Unable to stringify response body'), { cause });
  }
};

const logError = (message: string, error: RuntimeError): void =>
  log(`${JSON.stringify({ level: 'ERROR', message, requestId: running, ...error })}\n`);

const die = (message: string, error: RuntimeError): void => {
  logError(message, error);
  say({ kind: 'dead', error });
};

/** An uncaught error ends the environment, with the exit codes of Lambda's runtime. */
const dieOfUncaught = (): void => {
  process.on('uncaughtException', (error: unknown) => {
    die('Uncaught Exception', toRuntimeError(error));
    process.exit(129);
  });
  process.on('unhandledRejection', (reason: unknown) => {
    const { errorMessage, errorType, trace } = toRuntimeError(reason);
    const text = trace.length === 0 ? errorMessage : `${errorType}: ${errorMessage}`;
    die('Unhandled Promise Rejection', { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: text, trace });
    process.exit(128);
  });
};

process.on('exit', () => say());
captureOutput();
dieOfUncaught();
try {
  const handler = await load();
  port.on('message', (invocation: WorkerInvocation) => void invoke(handler, invocation));
  say({ kind: 'ready' });
} catch (error) {
  die('Init Error', toRuntimeError(error));
}
