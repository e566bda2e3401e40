import type { Clock, Ports } from '@plumbline/local-aws-kernel';
import type { DeployedApi } from '../apis.ts';
import type { LogConfig } from '../graphql-api.ts';

/** The kinds of lines, each written at some levels. */
export type LogKind = 'request' | 'error' | 'info' | 'field';

/** The lines of one request. */
export interface RequestLog {
  /** `verbose` lines carry values of the request, and `exclude_verbose_content` leaves them out. */
  line(kind: LogKind, message: string | object, options?: { readonly verbose?: boolean }): void;
  /** Writes all lines. */
  end(): void;
}

const LEVELS: Readonly<Record<LogConfig['level'], readonly LogKind[]>> = {
  NONE: ['request'],
  ERROR: ['request', 'error'],
  INFO: ['request', 'error', 'info'],
  DEBUG: ['request', 'error', 'info'],
  ALL: ['request', 'error', 'info', 'field'],
};

/**
 * The log of an API: group `/aws/appsync/apis/{api id}`.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
 */
export const openRequestLog = (
  { ports, clock }: { readonly ports: Pick<Ports, 'log'>; readonly clock: Clock },
  { id, log }: DeployedApi,
  requestId: string,
): RequestLog => {
  const lines: { readonly timeMs: number; readonly message: string }[] = [];
  return {
    line(kind, message, { verbose = false } = {}) {
      if (log === undefined || !LEVELS[log.level].includes(kind) || (verbose && log.excludeVerboseContent)) return;
      const text = typeof message === 'string' ? `${requestId} ${message}` : JSON.stringify({ ...message, requestId, graphQLAPIId: id });
      lines.push({ timeMs: clock.now(), message: text });
    },
    end() {
      if (lines.length > 0) ports.log(`/aws/appsync/apis/${id}`, requestId, lines);
    },
  };
};
