import { comparableNumber } from './comparable-number.ts';
import type { Matcher } from './matcher.ts';
import { patternError } from './pattern-error.ts';
import type { PatternReader, Token } from './pattern-reader.ts';
import { notComparable } from './read-numeric.ts';
import { readWildcard } from './read-wildcard.ts';

/**
 * Reads what follows `"anything-but":`, to the end of its object: a string, a number, a list of either, or an object with
 * one of four operators and a string or a list of strings.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-anything-but
 */
export const readAnythingBut = (reader: PatternReader): Matcher => {
  const first = reader.next();
  const matchers = first === '{' ? readOperator(reader) : readPlain(reader, operandToken(reader, first));
  // AWS's own text speaks of numbers here too.
  if (reader.next() !== '}') throw tooMany(reader);
  return { kind: 'anything-but', matchers };
};

const operandToken = (reader: PatternReader, token: Token): Token => {
  if (token !== '[' && token !== 'string' && token !== 'number')
    throw reader.error('Value of anything-but must be an array or single string/number value.');
  return token;
};

const readPlain = (reader: PatternReader, token: Token): readonly Matcher[] => {
  if (token === 'string') return [{ kind: 'string', value: reader.text }];
  if (token === 'number') {
    const value = comparableNumber(reader.text);
    if (value === undefined) throw patternError(notComparable(reader.text));
    return [{ kind: 'number', value }];
  }
  const matchers = readList(reader, (item) => {
    if (item === 'string') return { kind: 'string', value: reader.text };
    if (item !== 'number') throw reader.error('Inside anything but list, start|null|boolean is not supported.');
    const value = comparableNumber(reader.text);
    if (value === undefined) throw reader.error(notComparable(reader.text));
    return { kind: 'number', value };
  });
  if (new Set(matchers.map(({ kind }) => kind)).size !== 1)
    throw reader.error('Inside anything but list, either all values are number or string, mixed type is not supported');
  return matchers;
};

type Operator = 'equals-ignore-case' | 'prefix' | 'suffix' | 'wildcard';

const readOperator = (reader: PatternReader): readonly Matcher[] => {
  if (reader.next() !== 'key') throw reader.error('Anything-But expression name not found');
  const operator = reader.text;
  if (operator !== 'equals-ignore-case' && operator !== 'prefix' && operator !== 'suffix' && operator !== 'wildcard')
    throw reader.error(`Unsupported anything-but pattern: ${operator}`);
  const token = operandToken(reader, reader.next());
  const matchers = token === '[' ? readList(reader, (item) => readOperand(reader, operator, item)) : [readOperand(reader, operator, token)];
  if (matchers.length === 0) throw reader.error('Empty arrays are not allowed');
  if (reader.next() !== '}') throw tooMany(reader);
  return matchers;
};

const readOperand = (reader: PatternReader, operator: Operator, token: Token): Matcher => {
  if (token !== 'string') throw reader.error(NOT_A_STRING[operator]);
  const value = reader.text;
  if (operator === 'wildcard') return readWildcard(reader, value);
  if (operator === 'equals-ignore-case') return { kind: 'ignore-case', part: 'whole', value };
  if (value === '') throw reader.error('Null prefix/suffix not allowed');
  return { kind: operator, value };
};

const NOT_A_STRING: Readonly<Record<Operator, string>> = {
  'equals-ignore-case': 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  prefix: 'prefix/suffix match pattern must be a string',
  suffix: 'prefix/suffix match pattern must be a string',
  wildcard: 'wildcard match pattern must be a string',
};

const readList = (reader: PatternReader, readItem: (token: Token) => Matcher): readonly Matcher[] => {
  const items: Matcher[] = [];
  for (let token = reader.next(); token !== ']'; token = reader.next()) items.push(readItem(token));
  return items;
};

const tooMany = (reader: PatternReader): Error => reader.error('Too many elements in numeric expression');
