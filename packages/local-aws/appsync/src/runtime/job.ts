import type { Host } from './host.ts';

/** One run of a handler. */
export interface Job {
  readonly host: Host;
  readonly modules: Readonly<Record<string, object>>;
  readonly handler: string;
  readonly context: string;
  readonly step: () => void;
  steps: number;
  value: string;
  stash: string;
}

/** In the realm: values cross its border as text, so that none is shared. */
export const RUN = `(load, job) => {
  const logs = job.host.effects.logs;
  const ctx = JSON.parse(job.context);
  ctx.args = ctx.arguments;
  const log = (...parts) => {
    logs.push(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
  };
  try {
    const text = JSON.stringify(load(job.modules, { log, error: log }, job.step)[job.handler](ctx));
    job.value = text === undefined ? 'null' : text;
  } finally {
    job.stash = JSON.stringify(ctx.stash ?? {});
  }
}`;
