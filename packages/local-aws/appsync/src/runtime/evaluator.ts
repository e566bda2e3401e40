import { Script } from 'node:vm';
import type { Json, JsonObject } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import { checkCode } from './check-code.ts';
import type { CodeError } from './code-error.ts';
import { EarlyReturn } from './early-return.ts';
import { functionText } from './function-text.ts';
import type { Host } from './host.ts';
import { type Job, RUN } from './job.ts';
import { createRealm } from './realm.ts';
import { runtimeError } from './runtime-error.ts';
import { runtimeModules } from './runtime-modules.ts';

/** The calls and the turns of loops that one handler may take: under a second of work. */
const STEPS_MAX = 1_000_000;

/** Code that can run. */
export interface Code {
  readonly exports: ReadonlySet<string>;
  /** A function of the realm. */
  readonly load: unknown;
  readonly columnOf: (line: number, column: number) => number;
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
  let job: Job | undefined;
  const modules = runtimeModules(() => (job as Job).host);
  const realm = lazily(() => {
    const context = createRealm();
    return { context, run: new Script(RUN).runInContext(context) as (load: unknown, job: Job) => void };
  });

  return {
    compile(source) {
      const { program, errors } = checkCode(source);
      if (program === undefined) return { errors };
      const { text, exports, columnOf } = functionText(source, program);
      const missing = ['request', 'response'].filter((name) => !exports.has(name));
      if (missing.length > 0)
        return { errors: missing.map((name) => ({ errorType: 'PARSER_ERROR', value: `The code does not export the function ${name}.` })) };
      return { code: { exports, columnOf, load: new Script(text, { filename: 'code.js' }).runInContext(realm().context) } };
    },
    evaluate(code, handler, context, host) {
      const text = JSON.stringify(context);
      host.effects.contextChars = text.length;
      const current: Job = {
        host,
        modules,
        handler,
        context: text,
        value: 'null',
        stash: '{}',
        steps: 0,
        step: countStep,
      };
      job = current;
      const stash = (): JsonObject => JSON.parse(current.stash) as JsonObject;
      try {
        realm().run(code.load, current);
        return { kind: 'value', value: JSON.parse(current.value) as Json, stash: stash() };
      } catch (error) {
        if (error instanceof EarlyReturn) return { kind: 'early', value: error.value, skipTo: error.skipTo, stash: stash() };
        return { kind: 'error', error: error instanceof ResolverError ? error : runtimeError(error, code), stash: stash() };
      } finally {
        job = undefined;
      }
    },
  };

  function countStep(): void {
    if (job === undefined) return;
    job.steps += 1;
    if (job.steps > STEPS_MAX) throw new TooManySteps(`the handler took over ${STEPS_MAX} steps`);
  }
};

class TooManySteps extends Error {}

const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
