import { isJsonArray, isJsonObject, type Json, type JsonObject, jsonTypeOf } from '../json.ts';
import { runtimeFailure } from '../state-failure.ts';
import { timestampMs } from '../timestamp.ts';
import { type Path, readPath, valueAt } from './path.ts';
import type { PathValue } from './path-value.ts';

type Test = (value: Json, operand: Json) => boolean;

/** The fields of a Choice rule that are not part of its condition. */
const OTHER_FIELDS = new Set(['Next', 'Assign', 'Comment', 'Variable', 'Output']);

/**
 * Reads the condition of a Choice rule in JSONPath. Values of another type than the operator's do not match.
 *
 * @throws Error whose message states the problem.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export const readCondition = (rule: JsonObject): PathValue<boolean> => {
  const operators = Object.keys(rule).filter((name) => !OTHER_FIELDS.has(name));
  const [operator, ...others] = operators;
  if (operator === undefined || others.length > 0)
    throw new Error(`A choice rule needs exactly one operator, not ${operators.length === 0 ? 'none' : operators.join(', ')}.`);
  const operand = rule[operator] ?? null;
  if (operator === 'And' || operator === 'Or') return readCombination(operator, operand);
  if (operator === 'Not') {
    const condition = readNested(operand, operator);
    return (base, scope) => !condition(base, scope);
  }
  if (typeof rule.Variable !== 'string') throw new Error(`The choice rule with ${operator} needs a Variable.`);
  return readTest(operator, readPath(rule.Variable), operand);
};

const readCombination = (operator: 'And' | 'Or', operand: Json): PathValue<boolean> => {
  if (!isJsonArray(operand) || operand.length === 0) throw new Error(`${operator} needs a list of choice rules.`);
  const conditions = operand.map((rule) => readNested(rule, operator));
  return operator === 'And'
    ? (base, scope) => conditions.every((condition) => condition(base, scope))
    : (base, scope) => conditions.some((condition) => condition(base, scope));
};

const readNested = (rule: Json, operator: string): PathValue<boolean> => {
  if (!isJsonObject(rule)) throw new Error(`${operator} needs choice rules.`);
  if (rule.Next !== undefined) throw new Error(`A choice rule inside ${operator} cannot have a Next.`);
  return readCondition(rule);
};

const readTest = (operator: string, variable: Path, operand: Json): PathValue<boolean> => {
  if (operator === 'IsPresent') {
    if (typeof operand !== 'boolean') throw new Error('IsPresent must be true or false.');
    return (base, scope) => (valueAt(variable, base, scope) !== undefined) === operand;
  }
  const withPath = operator.endsWith('Path');
  const name = withPath ? operator.slice(0, -'Path'.length) : operator;
  const kind = OPERATORS[name];
  if (kind === undefined || !Object.hasOwn(OPERATORS, name) || (withPath && !kind.withPath))
    throw new Error(`The choice operator '${operator}' does not exist.`);
  const required = (path: Path): PathValue => {
    return (base, scope) => {
      const value = valueAt(path, base, scope);
      if (value !== undefined) return value;
      throw runtimeFailure(`Invalid path '${path.text}': The choice state's condition path references an invalid value.`);
    };
  };
  const actual = required(variable);
  if (withPath) {
    if (typeof operand !== 'string') throw new Error(`${operator} must be a path.`);
    const expected = required(readPath(operand));
    return (base, scope) => kind.test(actual(base, scope), expected(base, scope));
  }
  if (!kind.accepts(operand)) throw new Error(`${operator} cannot be ${JSON.stringify(operand)}.`);
  return (base, scope) => kind.test(actual(base, scope), operand);
};

interface Operator {
  readonly accepts: (operand: Json) => boolean;
  readonly test: Test;
  /** Whether the operator has a form whose operand is a path. */
  readonly withPath: boolean;
}

const isText = (value: Json): value is string => typeof value === 'string';
const isNumber = (value: Json): value is number => typeof value === 'number';
const isFlag = (value: Json): value is boolean => typeof value === 'boolean';
const isTimestamp = (value: Json): boolean => isText(value) && timestampMs(value) !== undefined;

const ORDERS: Readonly<Record<string, (one: number | string, other: number | string) => boolean>> = {
  Equals: (one, other) => one === other,
  LessThan: (one, other) => one < other,
  GreaterThan: (one, other) => one > other,
  LessThanEquals: (one, other) => one <= other,
  GreaterThanEquals: (one, other) => one >= other,
};

/** Equals, LessThan and so on for one type; `comparable` returns the value to compare, or `undefined` for another type. */
const ordered = (type: string, comparable: (value: Json) => number | string | undefined): Readonly<Record<string, Operator>> =>
  Object.fromEntries(
    Object.entries(ORDERS).map(([order, holds]) => [
      `${type}${order}`,
      {
        withPath: true,
        accepts: (operand) => comparable(operand) !== undefined,
        test: (value, operand) => {
          const [one, other] = [comparable(value), comparable(operand)];
          return one !== undefined && other !== undefined && holds(one, other);
        },
      } satisfies Operator,
    ]),
  );

const typeTest = (is: (value: Json) => boolean): Operator => ({
  withPath: false,
  accepts: isFlag,
  test: (value, operand) => is(value) === operand,
});

const OPERATORS: Readonly<Record<string, Operator>> = {
  ...ordered('String', (value) => (isText(value) ? value : undefined)),
  ...ordered('Numeric', (value) => (isNumber(value) ? value : undefined)),
  ...ordered('Timestamp', (value) => (isText(value) ? timestampMs(value) : undefined)),
  BooleanEquals: { withPath: true, accepts: isFlag, test: (value, operand) => isFlag(value) && value === operand },
  StringMatches: {
    withPath: false,
    accepts: isText,
    test: (value, operand) => isText(value) && isText(operand) && wildcard(operand).test(value),
  },
  IsNull: typeTest((value) => jsonTypeOf(value) === 'null'),
  IsNumeric: typeTest(isNumber),
  IsString: typeTest(isText),
  IsBoolean: typeTest(isFlag),
  IsTimestamp: typeTest(isTimestamp),
};

/** `*` matches any characters; a backslash escapes it. */
const wildcard = (pattern: string): RegExp => {
  const parts = pattern.match(/\\[*\\]|[\s\S]/gu) ?? [];
  const source = parts.map((part) =>
    part === '*' ? '[\\s\\S]*' : literal(part.length > 1 && part.startsWith('\\') ? part.slice(1) : part),
  );
  return new RegExp(`^${source.join('')}$`, 'u');
};

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
