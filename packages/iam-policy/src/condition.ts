import { wildcardMatches } from './wildcard.ts';

type Operands = Readonly<Record<string, string | readonly string[] | boolean | number>>;
type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;
type Compare = (value: string, operand: string) => boolean;

/** `unknown`: local-aws does not support the operator. */
export type ConditionVerdict = 'holds' | 'fails' | 'unknown';

const number =
  (compare: (a: number, b: number) => boolean): Compare =>
  (value, operand) =>
    compare(Number(value), Number(operand));
const time =
  (compare: (a: number, b: number) => boolean): Compare =>
  (value, operand) =>
    compare(timeOf(value), timeOf(operand));

/** Dates are ISO 8601 or seconds since 1970. */
const timeOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text));

/** Each of an ARN's six parts is compared separately, so `*` does not match across a colon; the last part may contain colons. */
const arnMatches: Compare = (value, operand) => {
  if (operand === '*') return true;
  const patterns = arnParts(operand);
  const parts = arnParts(value);
  return patterns.length === parts.length && patterns.every((pattern, index) => wildcardMatches(pattern, parts[index] ?? ''));
};

const arnParts = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const POSITIVE: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['StringEquals', (value, operand) => value === operand],
  ['StringEqualsIgnoreCase', (value, operand) => value.toLowerCase() === operand.toLowerCase()],
  ['StringLike', (value, operand) => wildcardMatches(operand, value)],
  ['ArnEquals', arnMatches],
  ['ArnLike', arnMatches],
  ['Bool', (value, operand) => value.toLowerCase() === operand.toLowerCase()],
  ['NumericEquals', number((a, b) => a === b)],
  ['NumericLessThan', number((a, b) => a < b)],
  ['NumericLessThanEquals', number((a, b) => a <= b)],
  ['NumericGreaterThan', number((a, b) => a > b)],
  ['NumericGreaterThanEquals', number((a, b) => a >= b)],
  ['DateEquals', time((a, b) => a === b)],
  ['DateLessThan', time((a, b) => a < b)],
  ['DateLessThanEquals', time((a, b) => a <= b)],
  ['DateGreaterThan', time((a, b) => a > b)],
  ['DateGreaterThanEquals', time((a, b) => a >= b)],
]);

const NEGATED: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
]);

/**
 * Whether one condition operator holds: every key must, any operand of a key suffices (for a negated operator: none may).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export const conditionVerdict = (operator: string, operands: Operands, keys: ConditionKeys): ConditionVerdict => {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const negated = NEGATED.has(name);
  const compare = POSITIVE.get(NEGATED.get(name) ?? name);
  if (compare === undefined && name !== 'Null') return 'unknown';
  const holds = Object.entries(operands).every(([key, operand]) => {
    const values = valuesOf(keys, key);
    const wanted = [operand].flat().map(String);
    if (compare === undefined) return wanted.some((flag) => (flag === 'true') === (values.length === 0));
    if (values.length === 0) return ifExists !== undefined || set === 'ForAllValues' || (negated && set === undefined);
    const one = (value: string): boolean => wanted.some((text) => compare(value, text)) !== negated;
    if (set === 'ForAllValues') return values.every(one);
    // A multi-valued key needs a set operator.
    return set === 'ForAnyValue' ? values.some(one) : values.length === 1 && values.every(one);
  });
  return holds ? 'holds' : 'fails';
};

/** Condition keys are compared without regard to case. */
const valuesOf = (keys: ConditionKeys, wanted: string): readonly string[] => {
  const key = Object.keys(keys).find((name) => name.toLowerCase() === wanted.toLowerCase());
  return key === undefined ? [] : [keys[key] ?? []].flat();
};
