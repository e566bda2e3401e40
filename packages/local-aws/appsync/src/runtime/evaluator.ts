import { type Context, Script } from 'node:vm';
import type { Json, JsonObject } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import { checkCode } from './check-code.ts';
import type { CodeError } from './code-error.ts';
import { EarlyReturn } from './early-return.ts';
import { functionText } from './function-text.ts';
import type { Host } from './host.ts';
import { createRealm } from './realm.ts';
import { runtimeModules } from './runtime-modules.ts';

/** The time that one handler may take. The code has no loops without an end, but it can call itself and nest loops. */
const HANDLER_MS_MAX = 500;

/** Code that can run. */
export interface Code {
  readonly exports: ReadonlySet<string>;
  readonly run: Script;
}

/** How a handler ended. */
export type Evaluation = {
  readonly stash: JsonObject;
} & (
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'early'; readonly value: Json; readonly skipTo: 'END' | 'NEXT' }
  | { readonly kind: 'error'; readonly error: ResolverError }
);

export interface Evaluator {
  /** Compiles code, or says why APPSYNC_JS does not take it. */
  compile(code: string): { readonly code: Code } | { readonly errors: readonly CodeError[] };
  /** Runs a handler to its end. Never throws. */
  evaluate(code: Code, handler: 'request' | 'response', context: JsonObject, host: Host): Evaluation;
}

/** Runs the code of resolvers. Each handler starts with new variables, and only its result and the stash survive it. */
export const openEvaluator = (): Evaluator => {
  let realm: Context | undefined;
  let job: Job | undefined;
  const modules = runtimeModules(() => (job as Job).host);
  const opened = (): Context => {
    if (realm !== undefined) return realm;
    realm = createRealm();
    Object.defineProperty(realm, '__job', { value: () => job });
    new Script(RUN).runInContext(realm);
    return realm;
  };

  return {
    compile(source) {
      const { program, errors } = checkCode(source);
      if (program === undefined) return { errors };
      const { text, exports } = functionText(source, program);
      const missing = ['request', 'response'].filter((name) => !exports.has(name));
      if (missing.length > 0)
        return { errors: missing.map((name) => ({ errorType: 'PARSER_ERROR', value: `The code does not export the function ${name}.` })) };
      return { code: { exports, run: new Script(`__run(${text})`, { filename: 'code.js', columnOffset: -6 }) } };
    },
    evaluate(code, handler, context, host) {
      const current: Job = { host, modules, handler, context: JSON.stringify(context), value: 'null', stash: '{}' };
      job = current;
      const stash = (): JsonObject => JSON.parse(current.stash) as JsonObject;
      try {
        code.run.runInContext(opened(), { timeout: HANDLER_MS_MAX });
        return { kind: 'value', value: JSON.parse(current.value) as Json, stash: stash() };
      } catch (error) {
        if (error instanceof EarlyReturn) return { kind: 'early', value: error.value, skipTo: error.skipTo, stash: stash() };
        return { kind: 'error', error: error instanceof ResolverError ? error : runtimeError(error), stash: stash() };
      } finally {
        job = undefined;
      }
    },
  };
};

interface Job {
  readonly host: Host;
  readonly modules: Readonly<Record<string, object>>;
  readonly handler: string;
  readonly context: string;
  value: string;
  stash: string;
}

/** In the realm: values cross its border as text, so that none is shared. */
const RUN = `const __run = (load) => {
  const job = __job();
  const ctx = JSON.parse(job.context);
  ctx.args = ctx.arguments;
  const log = (...parts) => {
    job.host.effects.logs.push(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
  };
  try {
    const text = JSON.stringify(load(job.modules, { log, error: log })[job.handler](ctx));
    job.value = text === undefined ? 'null' : text;
  } finally {
    job.stash = JSON.stringify(ctx.stash ?? {});
  }
};`;

/** The client learns only that the code failed; the log says why. */
const runtimeError = (cause: unknown): ResolverError => new ResolverError('Runtime Error', { errorType: 'Code' }, cause);

/** The reason of a runtime error, with its place in the code. */
export const runtimeErrorText = ({ cause }: ResolverError): string | undefined => {
  if (cause === undefined) return undefined;
  const { stack = '', message } = cause as { readonly stack?: string; readonly message?: string };
  const place = /code\.js:(\d+:\d+)/.exec(stack)?.[1];
  return `${place === undefined ? '' : `code.js:${place}: `}${String(cause).startsWith('Error: Script') ? `the handler took over ${HANDLER_MS_MAX} ms` : (message ?? String(cause))}`;
};
