import { EventKitError } from './errors.ts';

/** What a number has to be, as EventBridge's patterns have it. */
export interface NumberCondition {
  readonly numeric: readonly (NumericOperator | number)[];
}
type NumericOperator = '<' | '<=' | '=' | '>=' | '>';

/** What a text has to be, as EventBridge's patterns have it. */
export type TextCondition =
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly 'anything-but': readonly [string, ...string[]] };

/** Whether there has to be a value, as EventBridge's patterns have it. */
export interface Presence {
  readonly exists: boolean;
}

/** EventBridge compares no others, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching */
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

/** From the one to the other, both included. */
export const within = (low: number, high: number): NumberCondition => {
  if (low > high) throw new EventKitError('INVALID_DECLARATION', `within(${low}, ${high}): no number is both. Turn them around.`);
  return { numeric: ['>=', comparable(low), '<=', comparable(high)] };
};

export const startsWith = (prefix: string): TextCondition => ({ prefix });
export const endsWith = (suffix: string): TextCondition => ({ suffix });
export const anythingBut = (...values: readonly [string, ...string[]]): TextCondition => ({ 'anything-but': values });

/** Takes events that have the property, whatever its value: for one that is optional. */
export const present = (): Presence => ({ exists: true });
/** Takes events that do not have the property: for one that is optional. Beside values it means "or not there". */
export const absent = (): Presence => ({ exists: false });

const comparable = (bound: number): number => {
  if (Math.abs(bound) <= COMPARED_MAX) return bound;
  throw new EventKitError(
    'INVALID_DECLARATION',
    `EventBridge compares numbers from -5e9 to 5e9 only, and this is ${bound}. Filter in the function.`,
  );
};
