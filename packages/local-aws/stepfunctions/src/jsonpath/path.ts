import { JSONPath } from 'jsonpath-plus';
import { isJsonArray, isJsonObject, type Json } from '../json.ts';
import type { Scope } from '../scope.ts';
import { scanSteps } from './scan-steps.ts';

/** A JSONPath, read at deployment. */
export interface Path {
  readonly text: string;
  /** `$`, `$$` or `$name`: the input, the context object, or a variable. */
  readonly root: string;
  /** The names and indexes of a path that can match one value only; absent for other paths, which return a list. */
  readonly steps?: readonly (string | number)[];
}

const ROOT = /^\$\$|^\$[\p{ID_Start}_][\p{ID_Continue}]*|^\$/u;

/**
 * Reads a path: the root, followed by names, indexes, slices, wildcards, filters and `..`.
 *
 * @throws Error whose message states the problem.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
export const readPath = (text: string): Path => {
  const root = ROOT.exec(text)?.[0];
  if (root === undefined) throw new Error(`The path '${text}' must begin with '$'.`);
  const steps = scanSteps(text, root.length);
  return { text, root, ...(steps === undefined ? {} : { steps }) };
};

/** The value at a path; `undefined` when it does not exist. A path that may match several values returns a list, which may be empty. */
export const valueAt = (path: Path, base: Json, scope: Scope): Json | undefined => {
  const root = rootValue(path, base, scope);
  if (root === undefined) return undefined;
  if (path.steps !== undefined) return path.steps.reduce<Json | undefined>(stepInto, root);
  if (!isJsonArray(root) && !isJsonObject(root)) return [];
  // Filters run in jsonpath-plus's own small interpreter, never as JavaScript.
  const found: unknown = JSONPath({
    path: `$${path.text.slice(path.root.length)}`,
    json: root as object,
    wrap: true,
    eval: 'safe',
    ignoreEvalErrors: true,
  });
  return Array.isArray(found) ? (found as Json[]) : [];
};

/** Whether a path leads to a list and only its last index is beyond it: AWS returns null for this in a payload template. */
export const isBeyondList = (path: Path, base: Json, scope: Scope): boolean =>
  typeof path.steps?.at(-1) === 'number' && isJsonArray(valueAt({ ...path, steps: path.steps.slice(0, -1) }, base, scope));

const rootValue = ({ root }: Path, base: Json, { context, variables }: Scope): Json | undefined => {
  if (root === '$') return base;
  if (root === '$$') return context;
  const name = root.slice(1);
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
};

const stepInto = (value: Json | undefined, step: string | number): Json | undefined => {
  if (typeof step === 'number') return isJsonArray(value) ? value.at(step) : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
};
