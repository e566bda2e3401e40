import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNumbers, minus, plus } from './decimal.ts';

/** Decimals as a whole number of 10^-6, so that BigInt can tell the right answer. */
const SCALE = 6;
const units = fc.bigInt({ min: -(10n ** 36n), max: 10n ** 36n });

const text = (n: bigint): string => {
  const digits = (n < 0n ? -n : n).toString().padStart(SCALE + 1, '0');
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  return `${n < 0n ? '-' : ''}${digits.slice(0, -SCALE)}${fraction && `.${fraction}`}`;
};

describe('arithmetic', () => {
  it('when decimals are added, subtracted and compared, then the result is exact', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(plus(text(a), text(b))).toBe(text(a + b));
        expect(minus(text(a), text(b))).toBe(text(a - b));
        expect(compareNumbers(text(a), text(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['9007199254740993', '1', '9007199254740994'],
    ['0.1', '0.2', '0.3'],
    ['1', '10000000000000000000000', '10000000000000000000001'],
    ['-0.5', '0.5', '0'],
    ['99999999999999999999999999999999999999', '-1', '99999999999999999999999999999999999998'],
  ])('when %s and %s are added, then the sum is %s', (a, b, sum) => {
    expect(plus(a, b)).toBe(sum);
  });

  it.each([
    ['1e50', '1', 'overflow'],
    ['9e125', '9e125', 'overflow'],
    ['1.1e-129', '-1.09e-129', 'underflow'],
  ])('when the sum of %s and %s exceeds a number, then it is refused as %s', (a, b, problem) => {
    expect(() => plus(a, b)).toThrow(new RegExp(`Number ${problem}`));
  });
});
