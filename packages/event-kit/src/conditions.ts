import { EventKitError } from './errors.ts';

/** A condition on a number, in the form of EventBridge's patterns. */
export interface NumberCondition {
  readonly numeric: readonly (NumericOperator | number)[];
}
type NumericOperator = '<' | '<=' | '=' | '>=' | '>';

/** A condition on a string, in the form of EventBridge's patterns. */
export type TextCondition =
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly 'anything-but': readonly [string, ...string[]] };

/** A condition on the presence of a value, in the form of EventBridge's patterns. */
export interface Presence {
  readonly exists: boolean;
}

/** EventBridge compares only numbers in this range, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching */
const COMPARED_MAX = 5_000_000_000;

/**
 * Conditions for `on(Event, { where })`.
 *
 * @throws EventKitError `INVALID_DECLARATION` for a number that EventBridge can't compare
 */
export const greaterThan = (bound: number): NumberCondition => ({ numeric: ['>', comparable(bound)] });
export const atLeast = (bound: number): NumberCondition => ({ numeric: ['>=', comparable(bound)] });
export const lessThan = (bound: number): NumberCondition => ({ numeric: ['<', comparable(bound)] });
export const atMost = (bound: number): NumberCondition => ({ numeric: ['<=', comparable(bound)] });

/** From `low` to `high`, inclusive. */
export const within = (low: number, high: number): NumberCondition => {
  if (low > high) throw new EventKitError('INVALID_DECLARATION', `within(${low}, ${high}) matches no number. Swap the bounds.`);
  return { numeric: ['>=', comparable(low), '<=', comparable(high)] };
};

export const startsWith = (prefix: string): TextCondition => ({ prefix });
export const endsWith = (suffix: string): TextCondition => ({ suffix });
export const anythingBut = (...values: readonly [string, ...string[]]): TextCondition => ({ 'anything-but': values });

/** Matches events that have the optional property, with any value. */
export const present = (): Presence => ({ exists: true });
/** Matches events without the optional property. In a list with values, it means "or absent". */
export const absent = (): Presence => ({ exists: false });

const comparable = (bound: number): number => {
  if (Math.abs(bound) <= COMPARED_MAX) return bound;
  throw new EventKitError(
    'INVALID_DECLARATION',
    `EventBridge compares only numbers from -5e9 to 5e9, but the bound is ${bound}. Filter in the function.`,
  );
};
