import jsonata from 'jsonata';
import type { Json } from '../json.ts';
import type { Field, Scope } from '../scope.ts';
import { QUERY_EVALUATION_ERROR, StateFailure } from '../state-failure.ts';
import { registerFunctions, scopeBinding } from './functions.ts';

/** Limits for runaway expressions. AWS does not publish its own limits. */
const GUARDS = { timeout: 10_000, stack: 500, sequence: 1_000_000 };
const DELIMITED = /^\{%([\s\S]*)%\}$/;

/** Whether a string of the definition is an expression: `{% ... %}` and nothing around it. */
export const isExpression = (text: string): boolean => DELIMITED.test(text);

/**
 * Reads a JSONata expression.
 *
 * @param location the field's place in its state, such as `Output/total`
 * @throws Error whose message states the problem.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const readExpression = (text: string, location: string): Field => {
  const source = (DELIMITED.exec(text)?.[1] ?? text).trim();
  const expression = compile(source);
  const failure = (what: string): StateFailure =>
    new StateFailure(QUERY_EVALUATION_ERROR, `The JSONata expression '${source}' specified for the field '${location}' ${what}`, {
      location,
      namesState: true,
    });
  const evaluate = async (scope: Scope): Promise<unknown> => {
    try {
      return (await expression.evaluate(undefined, bindings(scope))) as unknown;
    } catch (error) {
      throw failure(`threw an error during evaluation: ${textOf(error)}`);
    }
  };
  return async (scope) => {
    const value = await evaluate(scope);
    // JSON does not support undefined and functions.
    const json = JSON.stringify(value, (_, part: unknown) => {
      if (isFunction(part)) throw failure('returned a function, which is not JSON.');
      return part;
    });
    if (json === undefined) throw failure('returned nothing (undefined).');
    return JSON.parse(json) as Json;
  };
};

const compile = (source: string): jsonata.Expression => {
  try {
    const expression = jsonata(source, GUARDS);
    registerFunctions(expression);
    return expression;
  } catch (error) {
    throw new Error(`The JSONata expression '${source}' cannot be read: ${textOf(error)}`);
  }
};

const bindings = (scope: Scope): Record<string, unknown> => {
  const { input, result, errorOutput, context } = scope;
  const states = { input, context, ...(result === undefined ? {} : { result }), ...(errorOutput === undefined ? {} : { errorOutput }) };
  return { ...scope.variables, ...scopeBinding(scope), states };
};

const textOf = (error: unknown): string => {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return code === undefined ? (message ?? String(error)) : `${code}: ${message ?? ''}`;
};

const isFunction = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value));
