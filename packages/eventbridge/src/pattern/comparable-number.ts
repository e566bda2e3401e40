/** A decimal number with at most this many digits survives the conversion to a double and back (IEEE 754, `DBL_DIG`). */
const SAFE_DIGITS = 15;

/**
 * The double that a number is compared by, or undefined if it has none: EventBridge compares a number only when its
 * decimal value equals the shortest spelling of its double. `9007199254740993` and `1e400` equal only their
 * own spelling.
 *
 * @example
 * ```ts
 * comparableNumber('70e-1'); // 7
 * ```
 */
export const comparableNumber = (text: string): number | undefined => {
  // Adding 0 turns -0 into 0: the two are the same number.
  const value = Number(text) + 0;
  if (text.length <= SAFE_DIGITS && !/[eE]/.test(text)) return value;
  if (!Number.isFinite(value)) return undefined;
  return decimalOf(text) === decimalOf(String(value)) ? value : undefined;
};

/** A spelling that numbers of the same decimal value share: sign, digits without outer zeros, power of ten. */
const decimalOf = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const significant = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  return digits === '' ? '0' : `${sign}${digits}e${Number(power) - fraction.length + significant.length - digits.length}`;
};
