import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { EventKitError } from '../errors.ts';
import type { Metadata } from '../event.ts';
import type { Log, LogExtra } from '../log.ts';

/** The context of a running function: the invocation, and the current event. */
export interface Run {
  readonly log: Log;
  /** @throws EventKitError `INVALID_DECLARATION` before the first invocation */
  context(): Context;
  /** Runs the work of one invocation. */
  invoked<T>(context: Context, work: () => Promise<T>): Promise<T>;
  /** Runs the work for one event or command. Its log lines have these ids. */
  about<T>(keys: CorrelationKeys, work: () => Promise<T>): Promise<T>;
}

/** The first fields of each log line; further fields follow. */
const KEY_ORDER = ['level', 'timestamp', 'message', 'service', 'event_type', 'event_id', 'correlation_id', 'xray_trace_id'];

/** Ids for log lines, by field. */
export type CorrelationKeys = Readonly<Record<string, string>>;

interface Scope {
  readonly context: Context;
  readonly keys: CorrelationKeys;
}

/** The events of a batch are processed concurrently, so the context belongs to each chain of calls, not to the logger. */
export const runOf = (functionName: string): Run => {
  const scopes = new AsyncLocalStorage<Scope>();
  const logger = new Logger({ serviceName: functionName, logRecordOrder: KEY_ORDER });
  const line =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, more: LogExtra = {}): void =>
      logger[level](message, { ...scopes.getStore()?.keys, ...(more instanceof Error ? { error: more } : more) });
  const context = (): Context => {
    const scope = scopes.getStore();
    if (scope !== undefined) return scope.context;
    throw new EventKitError(
      'INVALID_DECLARATION',
      `Function ${functionName}: no invocation has started yet. Move this call into the use case, out of the assembly of the handler.`,
    );
  };
  return {
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    context,
    invoked: (of, work) => {
      logger.addContext(of);
      return scopes.run({ context: of, keys: {} }, work);
    },
    about: (keys, work) => scopes.run({ context: context(), keys }, work),
  };
};

/** The ids that connect all log lines with one cause. */
export const correlationKeys = (metadata: Metadata): CorrelationKeys => ({
  event_type: metadata.event_type,
  event_id: metadata.event_id,
  correlation_id: metadata.correlation_id ?? metadata.event_id,
});
