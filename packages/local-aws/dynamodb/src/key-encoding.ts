import type { AttributeValue, ScalarType } from './attribute-value.ts';
import { scalarOf } from './attribute-value.ts';
import { type Big, bigOf, partitionPrefix } from './dynalite.ts';

/** The first byte of every encoded key, so that one byte more sorts after all keys, and no key is empty. */
const KEY_START = 1;
const AFTER_EVERY_KEY = Buffer.of(KEY_START + 1);
const BEFORE_EVERY_KEY = Buffer.of(KEY_START);

/** The column of a table that has no range key. */
export const NO_RANGE = Buffer.alloc(0);

/**
 * Writes a key value as bytes that compare (as `memcmp` does) in DynamoDB's order: numbers by value, strings by their UTF-8
 * bytes, binary values by their bytes.
 */
export const encodeKey = (value: AttributeValue, type: ScalarType): Buffer => {
  const text = scalarOf(value, type) ?? '';
  if (type === 'N') return Buffer.from([KEY_START, ...numberBytes(bigOf(text))]);
  return Buffer.concat([BEFORE_EVERY_KEY, Buffer.from(text, type === 'S' ? 'utf8' : 'base64')]);
};

/** A hash key's column: the hash that spreads partitions comes first, so that rows have the order of a Scan. */
export const encodeHashKey = (value: AttributeValue, type: ScalarType): Buffer =>
  Buffer.concat([Buffer.from(partitionPrefix(scalarOf(value, type) ?? '', type), 'hex'), encodeKey(value, type)]);

/** The smallest bytes above `key`. */
export const justAfter = (key: Buffer): Buffer => Buffer.concat([key, Buffer.of(0)]);

/** The smallest bytes above every key that begins with `prefix`. */
export const afterPrefix = (prefix: Buffer): Buffer => {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length -= 1;
  const end = Buffer.from(prefix.subarray(0, length));
  end[length - 1] = (end[length - 1] ?? 0) + 1;
  return end;
};

/** Bounds that contain every range key. */
export const ALL_KEYS = { lower: NO_RANGE, upper: AFTER_EVERY_KEY } as const;

const NEGATIVE = 0;
const ZERO = 1;
const POSITIVE = 2;
/** Maps the smallest exponent, -130, to zero; the greatest, 125, is then 255. */
const EXPONENT_BIAS = 130;
/** Ends a negative number's digits above any further digit: the longer of two is the lesser one. */
const NEGATIVE_END = 0xff;

/** Sign, exponent, digits; for a negative number exponent and digits are complemented, as a greater magnitude sorts first. */
const numberBytes = (value: Big): number[] => {
  if (value.c[0] === 0) return [ZERO];
  const exponent = value.e + EXPONENT_BIAS;
  if (value.s > 0) return [POSITIVE, exponent, ...value.c];
  return [NEGATIVE, 0xff - exponent, ...value.c.map((digit) => 9 - digit), NEGATIVE_END];
};
