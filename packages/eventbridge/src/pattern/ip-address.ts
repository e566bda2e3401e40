const V4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const V6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;
/** Java's parser accepts no longer spelling of an IPv4 address (`IPAddressUtil.textToNumericFormatV4`). */
const V4_LENGTH_MAX = 15;
const V6_GROUPS = 8;

/** Whether EventBridge tries to read `text` as an address at all. */
export const looksLikeIpAddress = (text: string): boolean => V4.test(text) || V6.test(text);

/**
 * An address as its family and bits, so that a network is a prefix: `4` and 32 bits, or `6` and 128. Undefined for any
 * string that Java does not read as an address; an IPv4 address mapped into IPv6 is the IPv4 address.
 *
 * @example
 * ```ts
 * ipAddressBits('::ffff:a00:7') === ipAddressBits('10.0.0.07'); // true
 * ```
 */
export const ipAddressBits = (text: string): string | undefined => {
  if (V4.test(text)) return bitsOfV4(text);
  return V6.test(text) ? bitsOfV6(text) : undefined;
};

const bitsOfV4 = (text: string): string | undefined => {
  if (text.length > V4_LENGTH_MAX) return undefined;
  let result = '4';
  for (const part of text.split('.')) {
    const byte = BYTES[Number(part)];
    if (byte === undefined) return undefined;
    result += byte;
  }
  return result;
};

const bitsOfV6 = (text: string): string | undefined => {
  const gap = text.indexOf('::');
  if (gap !== text.lastIndexOf('::')) return undefined;
  const groups = gap === -1 ? groupsOf(text) : groupsAround(groupsOf(text.slice(0, gap)), groupsOf(text.slice(gap + 2)));
  if (groups?.length !== V6_GROUPS) return undefined;
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return mapped ? `4${groups.slice(6).map(word).join('')}` : `6${groups.map(word).join('')}`;
};

const groupsOf = (text: string): readonly number[] | undefined => {
  if (text === '') return [];
  const groups = text.split(':').map((group) => (group === '' ? Number.NaN : Number.parseInt(group, 16)));
  return groups.every((group) => group <= 0xffff) ? groups : undefined;
};

/** `::` replaces at least one group of zeros. */
const groupsAround = (before: readonly number[] | undefined, after: readonly number[] | undefined): readonly number[] | undefined => {
  if (before === undefined || after === undefined || before.length + after.length >= V6_GROUPS) return undefined;
  return [...before, ...Array<number>(V6_GROUPS - before.length - after.length).fill(0), ...after];
};

const bits = (value: number, length: number): string => value.toString(2).padStart(length, '0');
const word = (value: number): string => bits(value, 16);
/** Events with addresses are many, and bytes are few. */
const BYTES = Array.from({ length: 256 }, (_, byte) => bits(byte, 8));
