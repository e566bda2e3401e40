import type { Json } from './read-json.ts';

/** Whether `value`, a scalar, satisfies `matcher`, an entry of a pattern's list. */
export const fits = (matcher: Json, value: Json): boolean => {
  if (matcher.type === 'string') {
    if (value.type !== 'string') return false;
    const address = addressOf(matcher.text);
    return address === undefined ? value.text === matcher.text : sameAddress(address, addressOf(value.text));
  }
  if (matcher.type === 'number') return value.type === 'number' && (value.text === matcher.text || sameNumber(value.text, matcher.text));
  if (matcher.type === 'literal') return value.type === 'literal' && value.text === matcher.text;
  const [operator, operand] = only(matcher);
  return operator === 'anything-but' ? !isExcepted(operand, value) : fitsOperator(operator, operand, value);
};

const isExcepted = (operand: Json, value: Json): boolean => {
  if (operand.type === 'object') {
    const [operator, exceptions] = only(operand);
    return listOf(exceptions).some((exception) => fitsOperator(operator, exception, value));
  }
  return listOf(operand).some((exception) =>
    exception.type === 'number'
      ? value.type === 'number' && sameNumber(textOf(exception), value.text)
      : value.type === 'string' && value.text === textOf(exception),
  );
};

const listOf = (value: Json): readonly Json[] => (value.type === 'array' ? value.items : [value]);

const only = (object: Json): readonly [string, Json] => {
  const [member] = object.type === 'object' ? object.members : [];
  if (member === undefined) throw new Error('not a matcher');
  return member;
};

const textOf = (value: Json): string => {
  if (!('text' in value)) throw new Error('not a scalar');
  return value.text;
};

const fitsOperator = (operator: string, operand: Json, value: Json): boolean => {
  if (operator === 'exists') return textOf(operand) === 'true';
  if (operator === 'numeric') return value.type === 'number' && isWithin(listOf(operand).map(textOf), value.text);
  if (value.type !== 'string') return false;
  if (operator === 'cidr') return isInNetwork(textOf(operand), value.text);
  if (operand.type === 'object') return spellings(textOf(only(operand)[1]), operator as 'prefix' | 'suffix').test(value.text);
  const text = textOf(operand);
  switch (operator) {
    case 'exactly':
      return value.text === text;
    case 'prefix':
      return value.text.slice(0, text.length) === text;
    case 'suffix':
      return value.text.length >= text.length && value.text.slice(value.text.length - text.length) === text;
    case 'equals-ignore-case':
      return spellings(text, 'whole').test(value.text);
    case 'wildcard':
      return new RegExp(`^${text.replace(/\\[*\\]|\*|./gs, (part) => (part === '*' ? '.*' : unit(part.at(-1) ?? '')))}$`, 's').test(
        value.text,
      );
    default:
      throw new Error(`no operator: ${operator}`);
  }
};

const unit = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const spellings = (text: string, part: 'whole' | 'prefix' | 'suffix'): RegExp => {
  const literal = (spelling: string): string => spelling.split('').map(unit).join('');
  const each = text.split('').map((one) => `(?:${literal(one.toLowerCase())}|${literal(one.toUpperCase())})`);
  return new RegExp(`${part === 'suffix' ? '' : '^'}${each.join('')}${part === 'prefix' ? '' : '$'}`);
};

/** A decimal number as an integer and a power of ten. */
const decimal = (text: string): readonly [bigint, number] => {
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return [BigInt(whole.replace('-', '') + fraction) * (text.startsWith('-') ? -1n : 1n), Number(power) - fraction.length];
};

const isSameDecimal = (one: string, other: string): boolean => {
  const [[a, powerOfA], [b, powerOfB]] = [decimal(one), decimal(other)];
  const least = Math.min(powerOfA, powerOfB);
  return a * 10n ** BigInt(powerOfA - least) === b * 10n ** BigInt(powerOfB - least);
};

const isComparable = (text: string): boolean => Number.isFinite(Number(text)) && isSameDecimal(text, String(Number(text)));

const sameNumber = (one: string, other: string): boolean => isComparable(one) && isComparable(other) && Number(one) === Number(other);

const isWithin = (comparison: readonly string[], text: string): boolean => {
  if (!isComparable(text)) return false;
  const value = Number(text);
  for (let at = 0; at < comparison.length; at += 2) {
    const bound = Number(comparison[at + 1]);
    const holds = { '=': value === bound, '<': value < bound, '<=': value <= bound, '>': value > bound, '>=': value >= bound };
    if (!holds[comparison[at] as keyof typeof holds]) return false;
  }
  return true;
};

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const sameAddress = (one: Address, other: Address | undefined): boolean => one.bits === other?.bits && one.value === other.value;

const isInNetwork = (cidr: string, text: string): boolean => {
  const [base = '', mask = ''] = cidr.split('/');
  const network = addressOf(base);
  const address = addressOf(text);
  if (network === undefined || address?.bits !== network.bits) return false;
  const shift = BigInt(network.bits - Number(mask));
  return address.value >> shift === network.value >> shift;
};

const addressOf = (text: string): Address | undefined => {
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const parts = text.split('.').map(Number);
    if (text.length > 15 || Math.max(...parts) > 255) return undefined;
    return { bits: 32, value: BigInt(parts.reduce((sum, part) => sum * 256 + part, 0)) };
  }
  if (!/^[0-9a-f:]*:[0-9a-f:]*$/i.test(text)) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  if (groups.some((group) => !/^0*[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const value = groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
  return value >> 32n === 0xffffn ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
};
