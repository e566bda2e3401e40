import { isRecord } from './is-record.ts';

/** Quotes a value within a sentence. */
export type Quote = (value: string) => string;

/**
 * The condition of a pattern's list on a property, in words: `is a or begins with b`. An unknown operator appears unchanged.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const patternWords = (allowed: readonly unknown[], quote: Quote): string => {
  const values = allowed.filter((one) => !isRecord(one)).map((value) => quote(String(value)));
  return listed(
    [...(values.length === 0 ? [] : [`is ${listed(values, 'or')}`]), ...allowed.filter(isRecord).flatMap(wordsWith(quote))],
    'or',
  );
};

/** `a, b and c` */
export const listed = (parts: readonly string[], last: 'and' | 'or'): string =>
  [parts.slice(0, -1).join(', '), parts.at(-1) ?? ''].filter((part) => part !== '').join(` ${last} `);

const wordsWith =
  (quote: Quote) =>
  (operators: Readonly<Record<string, unknown>>): readonly string[] =>
    Object.entries(operators).map(([operator, operand]) => {
      const known = WORDS[operator]?.(operand, quote);
      return known ?? `fits ${quote(JSON.stringify({ [operator]: operand }))}`;
    });

/** The words of an operator with its operand; `undefined` for an operand that it does not have. */
type Words = (operand: unknown, quote: Quote) => string | undefined;

/** A string, or one that is compared without case. */
const textWords =
  (verb: string): Words =>
  (operand, quote) => {
    if (typeof operand === 'string') return `${verb} ${quote(operand)}`;
    const anyCase = isRecord(operand) ? operand['equals-ignore-case'] : undefined;
    return typeof anyCase === 'string' ? `${verb} ${quote(anyCase)} in any case` : undefined;
  };

const BOUNDS: Readonly<Record<string, string>> = { '=': '', '>=': 'at least ', '>': 'more than ', '<=': 'at most ', '<': 'less than ' };

const numericWords: Words = (operand, quote) => {
  if (!Array.isArray(operand)) return undefined;
  const bounds = Array.from({ length: operand.length / 2 }, (_, index) => [operand[2 * index], operand[2 * index + 1]] as const);
  if (bounds.some(([bound]) => BOUNDS[String(bound)] === undefined)) return undefined;
  return `is ${bounds.map(([bound, value]) => `${BOUNDS[String(bound)]}${quote(String(value))}`).join(' and ')}`;
};

/** The negated words of each kind of string condition. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  prefix: 'does not begin with',
  suffix: 'does not end with',
  wildcard: 'does not fit',
  'equals-ignore-case': 'is, in any case, not',
};

const anythingButWords: Words = (operand, quote) => {
  if (!isRecord(operand)) return `is not ${listed([operand].flat().map(String).map(quote), 'or')}`;
  const [[kind = '', values] = []] = Object.entries(operand);
  const verb = LEFT_OUT[kind];
  const texts = [values].flat();
  if (verb === undefined || !texts.every((text) => typeof text === 'string')) return undefined;
  return `${verb} ${listed(texts.map(quote), 'or')}`;
};

const WORDS: Readonly<Record<string, Words>> = {
  prefix: textWords('begins with'),
  suffix: textWords('ends with'),
  wildcard: textWords('fits'),
  'equals-ignore-case': (operand, quote) => (typeof operand === 'string' ? `is ${quote(operand)} in any case` : undefined),
  'anything-but': anythingButWords,
  numeric: numericWords,
  exists: (operand) => (operand === true ? 'exists' : 'is missing'),
  cidr: (operand, quote) => `is an address in ${quote(String(operand))}`,
};
