import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { EventKitError } from '../errors.ts';
import type { Metadata } from '../event.ts';
import type { Log, LogExtra } from '../log.ts';

/** What is known while a function runs: the invocation, and the event in hand. */
export interface Run {
  readonly log: Log;
  /** @throws EventKitError `INVALID_DECLARATION` when nothing has been invoked yet */
  context(): Context;
  /** Does the work of one invocation. */
  invoked<T>(context: Context, work: () => Promise<T>): Promise<T>;
  /** Does the work for one event; the lines that are logged meanwhile have its ids. */
  about<T>(metadata: Metadata, work: () => Promise<T>): Promise<T>;
}

/** How each line of the log begins; what else there is follows. */
const KEY_ORDER = ['level', 'timestamp', 'message', 'service', 'event_type', 'event_id', 'correlation_id', 'xray_trace_id'];

interface Scope {
  readonly context: Context;
  readonly keys: Readonly<Record<string, string>>;
}

/** The events of a batch are worked on side by side, so what is known is kept for each chain of calls, not in the logger. */
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
      `Function ${functionName}: nothing has been invoked yet. Do this in the use case, not while the handler is put together.`,
    );
  };
  return {
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    context,
    invoked: (of, work) => {
      logger.addContext(of);
      return scopes.run({ context: of, keys: {} }, work);
    },
    about: (metadata, work) => scopes.run({ context: context(), keys: correlationKeys(metadata) }, work),
  };
};

/** The ids under which everything that one cause led to can be found in the logs. */
export const correlationKeys = (metadata: Metadata): Record<string, string> => ({
  event_type: metadata.event_type,
  event_id: metadata.event_id,
  correlation_id: metadata.correlation_id ?? metadata.event_id,
});
