import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigOf } from './dynalite.ts';
import { ALL_KEYS, afterPrefix, encodeKey, justAfter } from './key-encoding.ts';

/** Any number DynamoDB holds: up to 38 digits, magnitudes from -130 to 125. */
const number = fc
  .tuple(fc.boolean(), fc.stringMatching(/^[1-9]\d{0,37}$/), fc.integer({ min: -130, max: 88 }))
  .map(([negative, digits, exponent]) => (negative ? `-${digits}e${exponent}` : `${digits}e${exponent}`));
const numberOrZero = fc.oneof(
  { weight: 9, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom('0', '-0', '0.00', '1', '-1', '10', '0.1') },
);

const sign = (order: number): number => Math.sign(order);

describe('encodeKey', () => {
  it('when two numbers are encoded, then their bytes compare as the numbers do', () => {
    fc.assert(
      fc.property(numberOrZero, numberOrZero, (a, b) => {
        expect(sign(Buffer.compare(encodeKey({ N: a }, 'N'), encodeKey({ N: b }, 'N')))).toBe(bigOf(a).cmp(bigOf(b)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('when numbers differ in their last digit only, then they still compare', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 38n) + 2n, max: 10n ** 38n - 2n }), (n) => {
        const [low, high] = [n, n + 1n].map((each) => encodeKey({ N: String(each) }, 'N'));
        expect(Buffer.compare(low as Buffer, high as Buffer)).toBe(-1);
      }),
    );
  });

  it('when two strings are encoded, then their bytes compare as their UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Buffer.compare(encodeKey({ S: a }, 'S'), encodeKey({ S: b }, 'S'))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('when two binary values are encoded, then their bytes compare as they do', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        const [x, y] = [a, b].map((each) => encodeKey({ B: Buffer.from(each).toString('base64') }, 'B'));
        expect(Buffer.compare(x as Buffer, y as Buffer)).toBe(Buffer.compare(a, b));
      }),
    );
  });
});

describe('bounds', () => {
  const bytes = fc.uint8Array({ maxLength: 6 }).map((each) => encodeKey({ B: Buffer.from(each).toString('base64') }, 'B'));

  it('when a key is given, then no key is between it and justAfter, and ALL_KEYS contains every key', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Buffer.compare(b, a) > 0).toBe(Buffer.compare(b, justAfter(a)) >= 0);
        expect(Buffer.compare(ALL_KEYS.lower, a) < 0 && Buffer.compare(a, ALL_KEYS.upper) < 0).toBe(true);
      }),
    );
  });

  it('when a prefix is given, then the keys from it to below afterPrefix are those that begin with it', () => {
    fc.assert(
      fc.property(bytes, bytes, fc.boolean(), (prefix, other, extend) => {
        const key = extend ? Buffer.concat([prefix, other]) : other;
        const inRange = Buffer.compare(key, prefix) >= 0 && Buffer.compare(key, afterPrefix(prefix)) < 0;
        expect(inRange).toBe(key.subarray(0, prefix.length).equals(prefix));
      }),
    );
  });
});
