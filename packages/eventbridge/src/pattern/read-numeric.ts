import { comparableNumber } from './comparable-number.ts';
import type { Matcher } from './matcher.ts';
import type { PatternReader, Token } from './pattern-reader.ts';

/**
 * Reads what follows `"numeric":`, to the end of its object: `["=", n]`, one bound, or a lower and then an upper bound.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching
 */
export const readNumeric = (reader: PatternReader): Matcher => {
  if (reader.next() !== '[') throw reader.error('Value of numeric must be an array.');
  const matcher = readComparison(reader);
  if (reader.next() !== '}') throw tooMany(reader);
  return matcher;
};

const readComparison = (reader: PatternReader): Matcher => {
  if (reader.next() !== 'string') throw reader.error(`Invalid member in numeric match: ${reader.text}`);
  const operator = reader.text;
  const token = reader.next();
  switch (operator) {
    case '=': {
      const text = operandText(reader, token, 'equals');
      if (reader.next() !== ']') throw tooMany(reader);
      return { kind: 'number', value: comparable(reader, text) };
    }
    case '<':
    case '<=': {
      const text = operandText(reader, token, operator);
      if (reader.next() !== ']') throw tooMany(reader);
      return { kind: 'range', high: { value: comparable(reader, text), open: operator === '<' } };
    }
    case '>':
    case '>=': {
      const text = operandText(reader, token, operator);
      const open = operator === '>';
      const next = reader.next();
      if (next === ']') return { kind: 'range', low: { value: comparable(reader, text), open } };
      return readUpperBound(reader, next, text, open);
    }
    default:
      throw reader.error(`Unrecognized numeric range operator: ${operator}`);
  }
};

/** EventBridge does not evaluate a bound as a number before the list is complete. */
const readUpperBound = (reader: PatternReader, token: Token, bottom: string, open: boolean): Matcher => {
  if (token !== 'string') throw reader.error(`Bad value in numeric range: ${reader.text}`);
  const operator = reader.text;
  if (operator !== '<' && operator !== '<=') throw reader.error(`Bad numeric range operator: ${operator}`);
  const top = operandText(reader, reader.next(), operator);
  if (reader.next() !== ']') throw reader.error('Too many terms in numeric range expression');
  const low = { value: comparable(reader, bottom), open };
  const high = { value: comparable(reader, top), open: operator === '<' };
  if (low.value >= high.value) throw reader.error('Bottom must be less than top');
  return { kind: 'range', low, high };
};

const operandText = (reader: PatternReader, token: Token, operator: string): string => {
  if (token !== 'number') throw reader.error(`Value of ${operator} must be numeric`);
  return reader.text;
};

const tooMany = (reader: PatternReader): Error => reader.error('Too many elements in numeric expression');

const comparable = (reader: PatternReader, text: string): number => {
  const value = comparableNumber(text);
  if (value === undefined) throw reader.error(notComparable(text));
  return value;
};

/** The message for a number that EventBridge can't order. */
export const notComparable = (text: string): string => `Cannot compare number : ${text}`;
