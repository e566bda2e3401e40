import { comparableNumber } from './comparable-number.ts';
import { ipAddressBits } from './ip-address.ts';
import type { Matcher } from './matcher.ts';
import { networkBits } from './network.ts';
import type { PatternReader, Token } from './pattern-reader.ts';
import { readAnythingBut } from './read-anything-but.ts';
import { readNumeric } from './read-numeric.ts';
import { readWildcard } from './read-wildcard.ts';

/**
 * Reads one entry of a list; `token` is its first token. The checks run in event-ruler's order, because the first
 * failed check determines the message and position of the error.
 */
export const readMatcher = (reader: PatternReader, token: Token): Matcher => {
  switch (token) {
    case '{':
      return readOperator(reader);
    case 'string': {
      const bits = ipAddressBits(reader.text);
      return bits === undefined ? { kind: 'string', value: reader.text } : { kind: 'address', bits };
    }
    case 'number':
      return numberMatcher(reader.text);
    case 'true':
    case 'false':
    case 'null':
      return { kind: 'literal', value: token };
    default:
      throw reader.error('Match value must be String, number, true, false, or null');
  }
};

const numberMatcher = (text: string): Matcher => {
  const value = comparableNumber(text);
  return value === undefined ? { kind: 'number', text } : { kind: 'number', value };
};

const readOperator = (reader: PatternReader): Matcher => {
  if (reader.next() !== 'key') throw reader.error('Match expression name not found');
  const operator = reader.text;
  switch (operator) {
    case 'exactly':
      return readText(reader, 'exact', (value) => ({ kind: 'string', value }));
    case 'prefix':
    case 'suffix':
      return readEnd(reader, operator);
    case 'equals-ignore-case':
      return readText(reader, operator, (value) => ({ kind: 'ignore-case', part: 'whole', value }));
    case 'wildcard':
      return readText(reader, operator, (value) => readWildcard(reader, value));
    case 'cidr':
      // AWS's own text names the wrong operator.
      return readText(reader, 'prefix', (value) => ({ kind: 'network', bits: networkBits(value) }));
    case 'numeric':
      return readNumeric(reader);
    case 'anything-but':
      return readAnythingBut(reader);
    case 'exists':
      return readExists(reader);
    default:
      throw reader.error(`Unrecognized match type ${operator}`);
  }
};

/** `{"prefix": "text"}` or `{"prefix": {"equals-ignore-case": "text"}}`, and the same for suffix. */
const readEnd = (reader: PatternReader, end: 'prefix' | 'suffix'): Matcher => {
  const token = reader.next();
  if (token !== '{') return stringOperand(reader, token, end, (value) => ({ kind: end, value }));
  if (reader.next() !== 'key') throw reader.error(`${end === 'prefix' ? 'Prefix' : 'Suffix'} expression name not found`);
  if (reader.text !== 'equals-ignore-case') throw reader.error(`Unsupported ${end} pattern: ${reader.text}`);
  const matcher = readText(reader, 'equals-ignore-case', (value) => ({ kind: 'ignore-case', part: end, value }));
  expectEnd(reader);
  return matcher;
};

const readExists = (reader: PatternReader): Matcher => {
  const token = reader.next();
  if (token !== 'true' && token !== 'false') throw reader.error('exists match pattern must be either true or false.');
  expectEnd(reader);
  return { kind: token === 'true' ? 'exists' : 'absent' };
};

const readText = (reader: PatternReader, operator: string, matcher: (value: string) => Matcher): Matcher =>
  stringOperand(reader, reader.next(), operator, matcher);

const stringOperand = (reader: PatternReader, token: Token, operator: string, matcher: (value: string) => Matcher): Matcher => {
  if (token !== 'string') throw reader.error(`${operator} match pattern must be a string`);
  const result = matcher(reader.text);
  expectEnd(reader);
  return result;
};

const expectEnd = (reader: PatternReader): void => {
  if (reader.next() !== '}') throw reader.error('Only one key allowed in match expression');
};
