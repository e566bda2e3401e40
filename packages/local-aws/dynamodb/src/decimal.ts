import { type Big, bigOf } from './dynalite.ts';
import { validationError } from './errors.ts';

/** Significant digits and magnitudes of a number: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const DIGITS_MAX = 38;
const EXPONENT_MAX = 125;
const EXPONENT_MIN = -130;

/** `a + b`, exact. Throws AWS's ValidationException when a number cannot hold the sum. */
export const plus = (a: string, b: string): string => canonical(bigOf(a).plus(bigOf(b)));

/** `a - b`, exact. */
export const minus = (a: string, b: string): string => canonical(bigOf(a).minus(bigOf(b)));

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export const compareNumbers = (a: string, b: string): number => bigOf(a).cmp(bigOf(b));

const canonical = (value: Big): string => {
  // AWS also reports a result with too many digits as an overflow (Alternator's test_number.py records it).
  if (value.e > EXPONENT_MAX || value.c.length > DIGITS_MAX) {
    throw validationError('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (value.e < EXPONENT_MIN) {
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  }
  return value.toFixed();
};
