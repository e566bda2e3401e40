import { wildcardMatches } from './wildcard.ts';

type Operands = Readonly<Record<string, string | readonly string[] | boolean | number>>;
type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;
type Compare = (value: string, operand: string) => boolean;

const number =
  (compare: (a: number, b: number) => boolean): Compare =>
  (value, operand) =>
    compare(Number(value), Number(operand));
const time =
  (compare: (a: number, b: number) => boolean): Compare =>
  (value, operand) =>
    compare(Date.parse(value), Date.parse(operand));

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const POSITIVE: Readonly<Record<string, Compare>> = {
  StringEquals: (value, operand) => value === operand,
  StringEqualsIgnoreCase: (value, operand) => value.toLowerCase() === operand.toLowerCase(),
  StringLike: (value, operand) => wildcardMatches(operand, value),
  ArnEquals: (value, operand) => wildcardMatches(operand, value),
  ArnLike: (value, operand) => wildcardMatches(operand, value),
  Bool: (value, operand) => value.toLowerCase() === operand.toLowerCase(),
  NumericEquals: number((a, b) => a === b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b),
  NumericGreaterThanEquals: number((a, b) => a >= b),
  DateEquals: time((a, b) => a === b),
  DateLessThan: time((a, b) => a < b),
  DateLessThanEquals: time((a, b) => a <= b),
  DateGreaterThan: time((a, b) => a > b),
  DateGreaterThanEquals: time((a, b) => a >= b),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

/**
 * Whether one condition operator holds: every key must, any operand of a key suffices.
 * An operator that local-aws does not know never holds, so an unknown restriction is not taken for a permission.
 */
export const conditionHolds = (operator: string, operands: Operands, keys: ConditionKeys): boolean => {
  const [, set = '', name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  return Object.entries(operands).every(([key, operand]) => {
    const values = valuesOf(keys, key);
    const wanted = [operand].flat().map(String);
    if (name === 'Null') return wanted.some((flag) => (flag === 'true') === (values.length === 0));
    if (values.length === 0) return ifExists !== undefined || set === 'ForAllValues' || name in NEGATED;
    const base = NEGATED[name] ?? name;
    const compare = POSITIVE[base];
    if (compare === undefined) return false;
    const one = (value: string): boolean => wanted.some((text) => compare(value, text)) !== name in NEGATED;
    if (set === 'ForAllValues') return values.every(one);
    // Without a set operator a multi-valued key with several values does not match (shared notes, building blocks 6).
    return set === 'ForAnyValue' ? values.some(one) : values.length === 1 && values.every(one);
  });
};

/** Condition keys are compared without regard to case. */
const valuesOf = (keys: ConditionKeys, wanted: string): readonly string[] => {
  const key = Object.keys(keys).find((name) => name.toLowerCase() === wanted.toLowerCase());
  return key === undefined ? [] : [keys[key] ?? []].flat();
};
