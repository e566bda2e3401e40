import { AwsError } from '@plumbline/local-aws-kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from './attribute-value.ts';
import { dynalite, type RawExpressionRequest } from './dynalite.ts';
import { type ExpressionRequest, parseExpressions } from './parse-expressions.ts';

const VALUES: Item = { ':s': { S: 'abc' }, ':t': { S: 'SS' }, ':n': { N: '5' }, ':m': { N: '7' }, ':l': { L: [] }, ':z': { SS: ['x'] } };
const NAMES = { '#a': 'alpha', '#b': 'beta' };

/** The expression under each parameter of its kind, with the names and values that it uses. */
const requestOf = (parameter: keyof ExpressionRequest, text: string): ExpressionRequest => {
  const mentioned = (definitions: object) => Object.entries(definitions).filter(([name]) => new RegExp(`${name}(?!\\w)`).test(text));
  const [names, values] = [mentioned(NAMES), mentioned(VALUES)];
  return {
    [parameter]: text,
    ...(names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
};

const problemOf = (request: ExpressionRequest): string | undefined => {
  try {
    parseExpressions(request);
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.message;
  }
};

describe('an expression that cannot be parsed', () => {
  // AWS messages from public reports, such as https://github.com/ServiceStack/ServiceStack.Aws/issues/5 for the first.
  it.each([
    ['KeyConditionExpression', 'contains()', 'token: ")", near: "()"'],
    ['FilterExpression', 'tenantAgent:abc123-x', 'token: ":abc123", near: "tenantAgent:abc123-"'],
    [
      'FilterExpression',
      '#articleId attribute_not_exists :ckpst',
      'token: "attribute_not_exists", near: "#articleId attribute_not_exists :ckpst"',
    ],
    ['ConditionExpression', 'a-b', 'token: "-", near: "a-b"'],
    ['UpdateExpression', 'INVALID SYNTAX HERE', 'token: "INVALID", near: "INVALID SYNTAX"'],
    ['UpdateExpression', 'SET', 'token: "<EOF>", near: "SET"'],
    ['ProjectionExpression', 'l[a]', 'token: "a", near: "[a]"'],
  ] as const)('when a %s is "%s", then the error names %s', (parameter, text, named) => {
    expect(problemOf({ [parameter]: text })).toBe(`Invalid ${parameter}: Syntax error; ${named}`);
  });

  it('when it is longer than 4 KB, then it is refused, with its size in a filter or a condition', () => {
    const text = `a = ${'b'.repeat(4_093)}`;
    const refusal = 'Expression size has exceeded the maximum allowed size;';
    expect(problemOf({ FilterExpression: text })).toBe(`Invalid FilterExpression: ${refusal} expression size: 4097`);
    expect(problemOf({ KeyConditionExpression: text })).toBe(`Invalid KeyConditionExpression: ${refusal}`);
    expect(problemOf({ FilterExpression: text.slice(1) })).not.toContain(refusal);
  });
});

/** In the form of boto3's `conditions.And` and `Or`, which join two conditions at a time. */
const joinedInPairs = (count: number): string => {
  const half = Math.floor(count / 2);
  return count === 1 ? 'alpha = :n' : `(${joinedInPairs(half)} AND ${joinedInPairs(count - half)})`;
};

const nested = (open: string, inner: string, close: string, levels: number): string =>
  `${open.repeat(levels)}${inner}${close.repeat(levels)}`;

// A parser that backtracks needs hours for these: that the test ends is the proof.
describe('an expression that nests', () => {
  it.each([
    ['ten conditions joined in pairs', joinedInPairs(10)],
    ['a hundred conditions joined in pairs', joinedInPairs(100)],
    ['300 negations', nested('NOT (', 'attribute_exists(alpha)', ')', 299)],
    ['a hundred groups', nested('(alpha = :n OR ', 'alpha = :n', ')', 100)],
    ['all of its operands in parentheses', '((alpha) = (:n)) AND ((size(alpha)) > (:m))'],
    ['a path in parentheses that goes on', '(alpha).b = :n'],
  ])('when a condition has %s, then it is parsed', (_, text) => {
    expect(problemOf(requestOf('FilterExpression', text))).toBeUndefined();
  });

  it('when the first operand of a sum is in parentheses, then the update is parsed', () => {
    expect(problemOf(requestOf('UpdateExpression', 'SET alpha = (beta) + :n'))).toBeUndefined();
  });

  it.each([
    ['FilterExpression', '(((((((', 'Syntax error; token: "<EOF>", near: "("'],
    ['FilterExpression', nested('(', 'alpha = :n', ')', 100), 'The expression has redundant parentheses;'],
    ['FilterExpression', '('.repeat(4_096), 'The expression nests deeper than 300 levels;'],
    ['ConditionExpression', 'size('.repeat(800), 'The expression nests deeper than 300 levels;'],
    ['UpdateExpression', `SET a = ${'if_not_exists(a, '.repeat(220)}`, 'Syntax error; token: "<EOF>", near: ","'],
    ['UpdateExpression', `SET a = ${'f('.repeat(2_000)}`, 'The expression nests deeper than 300 levels;'],
  ] as const)('when a %s is hostile (%.30s), then it is refused', (parameter, text, problem) => {
    expect(problemOf(requestOf(parameter, text))).toBe(`Invalid ${parameter}: ${problem}`);
  });

  const TOKENS = [
    '(',
    ')',
    '((',
    '))',
    'NOT ',
    'NOT (',
    ' AND ',
    ' OR ',
    ' = ',
    'alpha',
    ':n',
    'size(',
    ', ',
    '.',
    '[0]',
    ' BETWEEN ',
    ' IN (',
  ];
  it.each(['FilterExpression', 'UpdateExpression', 'ProjectionExpression'] as const)(
    'when a %s is 4 KB of any tokens, then it is parsed or refused',
    (parameter) => {
      const tokens = fc.array(fc.constantFrom(...TOKENS, 'SET ', ' + ', 'if_not_exists('), { minLength: 1_000, maxLength: 1_500 });
      const repeated = fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 5 }).map((few) => few.join('').repeat(4_096));
      fc.assert(
        fc.property(
          fc.oneof(
            tokens.map((each) => each.join('')),
            repeated,
          ),
          (text) => {
            problemOf(requestOf(parameter, text.slice(0, 4_096)));
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});

describe("an expression of any form, compared with dynalite's parsers", () => {
  /** dynalite's result: the parsed expressions or the error message. */
  const outcome = (parse: () => RawExpressionRequest): unknown => {
    try {
      const { _updates, _condition, _projection } = parse();
      return JSON.parse(
        JSON.stringify({ _updates, _condition, _projection }, (key, value: unknown) => (key === 'attrType' ? undefined : value)),
      );
    } catch (error) {
      return { refused: (error as Error).message.replace(/Syntax error;.*/s, 'Syntax error;') };
    }
  };
  const theirs = (request: ExpressionRequest) =>
    outcome(() => {
      const raw: RawExpressionRequest = structuredClone(request);
      const problem = dynalite.validateExpressions(raw);
      if (problem !== undefined) throw new Error(problem);
      return raw;
    });

  const path = fc.constantFrom('alpha', 'beta.x', '#a', '#b[1]', 'alpha[0].x', 'item', '_c', 'status');
  const value = fc.constantFrom(':s', ':n', ':m', ':t', ':l', ':z', ':undefined');
  const inParentheses = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 5, arbitrary: text },
      text.map((each) => `(${each})`),
    );
  const size = path.map((each) => `size(${each})`);
  const operand = inParentheses(fc.oneof(path, value, size));
  const operands = fc.array(operand, { minLength: 1, maxLength: 3 }).map((each) => each.join(', '));
  const simple = fc.oneof(
    fc.tuple(operand, fc.constantFrom('=', '<>', '<', '<=', '>', '>=', '=='), operand).map((each) => each.join(' ')),
    fc.tuple(operand, operand, operand).map(([x, low, high]) => `${x} BETWEEN ${low} and ${high}`),
    fc.tuple(operand, operands).map(([x, list]) => `${x} IN (${list})`),
    fc
      .tuple(
        fc.constantFrom('attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains', 'size', 'foo'),
        operands,
      )
      .map(([name, list]) => `${name}(${list})`),
  );
  const negatable = fc.oneof(
    { weight: 4, arbitrary: inParentheses(simple) },
    inParentheses(simple).map((each) => `NOT ${each}`),
  );
  const joined = fc.tuple(negatable, fc.constantFrom('AND', 'or', 'AND#'), inParentheses(negatable)).map((each) => each.join(' '));
  const condition = fc.oneof(
    negatable,
    joined,
    fc.tuple(inParentheses(joined), fc.constantFrom('OR', 'AND'), simple).map((each) => each.join(' ')),
  );

  const assigned = inParentheses(
    fc.oneof(
      operand,
      fc.tuple(operand, fc.constantFrom('+', '-'), operand).map((each) => each.join(' ')),
      fc.tuple(fc.constantFrom('if_not_exists', 'list_append', 'foo'), operands).map(([name, list]) => `${name}(${list})`),
    ),
  );
  const listOf = (item: fc.Arbitrary<string>) => fc.array(item, { minLength: 1, maxLength: 3 }).map((each) => each.join(', '));
  const section = fc.oneof(
    listOf(fc.tuple(path, assigned).map(([to, from]) => `${to} = ${from}`)).map((list) => `SET ${list}`),
    listOf(path).map((list) => `remove ${list}`),
    listOf(fc.tuple(path, value).map((each) => each.join(' '))).map((list) => `ADD ${list}`),
    listOf(fc.tuple(path, value).map((each) => each.join(' '))).map((list) => `DELETE ${list}`),
  );
  const update = fc.array(section, { minLength: 1, maxLength: 3 }).map((each) => each.join(' '));

  /** Some tokens, in any order. dynalite is too slow for more parentheses. */
  const soup = (...tokens: string[]) =>
    fc
      .array(fc.constantFrom(...tokens), { maxLength: 9 })
      .map((each) => each.join(' '))
      .filter((text) => text.split('(').length < 5);
  const anyCondition = soup('(', ')', 'NOT', 'AND', 'OR', '=', 'alpha', ':n', 'size', ',', '.', '[', '0', ']', 'BETWEEN', 'IN');
  const anyUpdate = soup('(', ')', 'SET', 'REMOVE', 'ADD', '=', '+', 'alpha', ':n', 'if_not_exists', ',', '.', '[', '0', ']');

  /** dynalite refuses `(a).b` and `(a) + b`, but not in another pair of parentheses. */
  const isLeftToUs = (text: string): boolean => /\)\s*[.[+-]/.test(text);

  it.each([
    ['ConditionExpression', fc.oneof(condition, anyCondition)],
    ['UpdateExpression', fc.oneof(update, anyUpdate)],
    ['ProjectionExpression', fc.oneof(listOf(path), anyUpdate)],
  ] as const)('when it is a %s, then both parse it alike, or refuse it for the same reason', (parameter, texts) => {
    fc.assert(
      fc.property(
        texts.filter((text) => !isLeftToUs(text)),
        (text) => {
          const request = requestOf(parameter, text);
          expect(
            outcome(() => parseExpressions(request)),
            text,
          ).toEqual(theirs(request));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
