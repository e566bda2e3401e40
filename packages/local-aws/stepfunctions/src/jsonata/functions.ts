import { randomUUID } from 'node:crypto';
import { seededRandom } from '@plumbline/local-aws-kernel';
import jsonata from 'jsonata';
import { hashOf } from '../hash.ts';
import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';

/** AWS accepts at most 360,145 (measured by others, not documented). */
const RANGE_ITEMS_MAX = 360_145;

/** The variable that holds the scope: its name cannot be written in an expression. */
const SCOPE = ' scope';

/** The data that the functions of `registerFunctions` need besides an evaluation's variables. */
export const scopeBinding = (scope: Scope): Record<string, unknown> => ({ [SCOPE]: scope });

/**
 * Gives an expression the functions that Step Functions adds to JSONata, and reads time and random numbers from the scope.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided
 */
export const registerFunctions = (expression: jsonata.Expression): void => {
  const register = (name: string, signature: string | undefined, run: (scope: Scope, ...values: readonly never[]) => unknown): void =>
    expression.registerFunction(
      name,
      function (this: jsonata.Focus, ...values: readonly unknown[]) {
        return run(this.environment.lookup(SCOPE) as Scope, ...(values as readonly never[]));
      },
      signature,
    );
  register('partition', '<an?:a>', (_, list: readonly Json[], size?: number) => partition(list, size));
  register('range', '<nnn?:a>', (_, first: number, last: number, step?: number) => range(first, last, step));
  register('hash', '<ss?:s>', (_, data: string, algorithm = 'SHA-256') => hashOf(data, algorithm));
  register('random', '<n?:n>', ({ random }, seed?: number) => (seed === undefined ? random() : seededRandom(seed)()));
  register('uuid', '<:s>', () => randomUUID());
  register('parse', '<s?:x>', (_, text?: string) => parse(text));
  register('millis', '<:n>', ({ nowMs }) => nowMs);
  register('now', '<s?s?:s>', ({ nowMs }, picture?: string, timezone?: string) => formatTime(nowMs, picture, timezone));
  register('eval', undefined, () => {
    throw new Error('The function $eval is not supported in Step Functions; use $parse for JSON.');
  });
};

const partition = (list: readonly Json[], size?: number): readonly Json[] | undefined => {
  const length = Math.trunc(size ?? list.length);
  if (length < 0) throw coded('D3137', 'Second argument must be zero or greater');
  if (length === 0 || list.length === 0) return undefined;
  return Array.from({ length: Math.ceil(list.length / length) }, (_, part) => list.slice(part * length, (part + 1) * length));
};

const range = (first: number, last: number, step?: number): readonly number[] | undefined => {
  const [start, end, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step ?? 0)];
  const length = by === 0 ? 0 : Math.floor((end - start) / by) + 1;
  if (length <= 0) return undefined;
  if (length > RANGE_ITEMS_MAX) throw new Error('Expression evaluation memory limit exceeded: Check for excessive memory usage');
  return Array.from({ length }, (_, index) => start + index * by);
};

const parse = (text?: string): Json | undefined => {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw coded('D3137', `The argument of $parse is not JSON: ${text}`);
  }
};

const formatTime = (nowMs: number, picture?: string, timezone?: string): Promise<unknown> => {
  const values = { ms: nowMs, ...(picture === undefined ? {} : { picture }), ...(timezone === undefined ? {} : { timezone }) };
  return jsonata('$fromMillis(ms, picture, timezone)').evaluate(values);
};

const coded = (code: string, message: string): Error => Object.assign(new Error(message), { code });
