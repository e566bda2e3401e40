import { isJsonArray, type Json, jsonTypeOf } from './json.ts';
import type { Field } from './scope.ts';
import { QUERY_EVALUATION_ERROR, StateFailure } from './state-failure.ts';
import { timestampMs } from './timestamp.ts';

/** A JSON type that a field must have. */
export interface TypedValue<T extends Json> {
  readonly name: string;
  is(value: Json): value is T;
}

export const NUMBER: TypedValue<number> = { name: 'number', is: (value): value is number => typeof value === 'number' };
export const STRING: TypedValue<string> = { name: 'string', is: (value): value is string => typeof value === 'string' };
export const BOOLEAN: TypedValue<boolean> = { name: 'boolean', is: (value): value is boolean => typeof value === 'boolean' };
export const ARRAY: TypedValue<readonly Json[]> = { name: 'array', is: isJsonArray };
/** Such as a number of seconds. */
export const COUNT: TypedValue<number> = {
  name: 'non-negative integer',
  is: (value): value is number => Number.isInteger(value) && Number(value) >= 0,
};
export const TIMESTAMP: TypedValue<string> = {
  name: 'timestamp',
  is: (value): value is string => typeof value === 'string' && timestampMs(value) !== undefined,
};

/** A JSONata field with a check of its result. */
export const typedField =
  <T extends Json>(field: Field, expression: string, location: string, type: TypedValue<T>): Field<T> =>
  async (scope) => {
    const value = await field(scope);
    if (type.is(value)) return value;
    throw unexpected(expression, location, type.name, value);
  };

const unexpected = (expression: string, location: string, wanted: string, value: Json): StateFailure =>
  new StateFailure(
    QUERY_EVALUATION_ERROR,
    `The JSONata expression '${expression.replace(/^\{%\s*|\s*%\}$/g, '')}' specified for the field '${location}' returned an unexpected result type. ` +
      `Expected '${wanted}', but was '${jsonTypeOf(value)}' for value: ${JSON.stringify(value)}`,
    { location, namesState: true },
  );
