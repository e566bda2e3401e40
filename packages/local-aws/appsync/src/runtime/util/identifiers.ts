import { randomBytes, randomUUID } from 'node:crypto';

export const autoId = (): string => randomUUID();

/** Crockford's alphabet: https://github.com/ulid/spec */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 48 bits of time in milliseconds and 80 random bits: 26 characters that sort by time. */
export const autoUlid = (nowMs: number): string =>
  digits((BigInt(nowMs) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`), BASE32, 26);

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** KSUID's own epoch: https://github.com/segmentio/ksuid */
const KSUID_EPOCH_SECONDS = 1_400_000_000;

/** 32 bits of time in seconds and 128 random bits: 27 characters that sort by time. */
export const autoKsuid = (nowMs: number): string => {
  const seconds = BigInt(Math.floor(nowMs / 1_000) - KSUID_EPOCH_SECONDS);
  return digits((seconds << 128n) | BigInt(`0x${randomBytes(16).toString('hex')}`), BASE62, 27);
};

const digits = (number: bigint, alphabet: string, length: number): string => {
  const base = BigInt(alphabet.length);
  let rest = number;
  let text = '';
  for (let place = 0; place < length; place += 1) {
    text = alphabet.charAt(Number(rest % base)) + text;
    rest /= base;
  }
  return text;
};
