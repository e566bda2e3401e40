import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { StateFailure } from '../state-failure.ts';
import { readPath } from './path.ts';

/** A path to the single position at which a value is inserted. */
export interface ReferencePath {
  readonly text: string;
  readonly steps: readonly (string | number)[];
}

/**
 * Reads a ResultPath.
 *
 * @throws Error whose message states the problem.
 * @see https://states-language.net/spec.html#ref-paths
 */
export const readReferencePath = (text: string): ReferencePath => {
  const { root, steps } = readPath(text);
  if (root !== '$' || steps === undefined) throw new Error(`The path '${text}' must be a reference path: '$' with names and indexes.`);
  if (steps.some((step) => typeof step === 'number' && step < 0)) throw new Error(`The reference path '${text}' has a negative index.`);
  return { text, steps };
};

/** The input with the result inserted at the path. Creates missing objects. Throws States.ResultPathMatchFailure. */
export const putAt = (path: ReferencePath, input: Json, result: Json): Json => put(path, input, path.steps, result);

const put = (path: ReferencePath, value: Json | undefined, [step, ...rest]: readonly (string | number)[], result: Json): Json => {
  if (step === undefined) return result;
  if (typeof step === 'number') {
    if (!isJsonArray(value) || step >= value.length) throw mismatch(path, value);
    return value.with(step, put(path, value[step], rest, result));
  }
  if (value !== undefined && !isJsonObject(value)) throw mismatch(path, value);
  const before: JsonObject = value ?? {};
  return { ...before, [step]: put(path, Object.hasOwn(before, step) ? before[step] : undefined, rest, result) };
};

const mismatch = ({ text }: ReferencePath, value: Json | undefined): StateFailure =>
  new StateFailure('States.ResultPathMatchFailure', `Unable to apply ReferencePath '${text}' to input '${JSON.stringify(value ?? null)}'`, {
    namesState: true,
  });
