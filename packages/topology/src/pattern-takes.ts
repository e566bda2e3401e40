import { isFields } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';

/**
 * Whether a rule may take events of which only some fields are known: `false` when a known field rules it out, else `true`. The
 * pattern's conditions on other fields stay open.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const patternTakes = (pattern: Fields, known: Fields): boolean =>
  Object.entries(pattern).every(([field, condition]) => {
    if (field === '$or' && Array.isArray(condition)) return condition.some((one) => isFields(one) && patternTakes(one, known));
    if (!(field in known)) return true;
    const value = known[field];
    if (isFields(condition)) return isFields(value) && patternTakes(condition, value);
    return Array.isArray(condition) && condition.some((one: TerraformValue) => leafTakes(one, value));
  });

const leafTakes = (leaf: TerraformValue, value: TerraformValue | undefined): boolean => {
  if (!isFields(leaf)) return leaf === value;
  if (typeof value !== 'string') return true;
  return Object.entries(leaf).every(([operator, operand]) => OPERATORS[operator]?.(operand, value) ?? true);
};

/** Evaluates an operator on a string. `undefined`, and operators that are missing here, leave the result open. */
const OPERATORS: Readonly<Record<string, (operand: TerraformValue, value: string) => boolean | undefined>> = {
  prefix: (operand, value) => (typeof operand === 'string' ? value.startsWith(operand) : undefined),
  suffix: (operand, value) => (typeof operand === 'string' ? value.endsWith(operand) : undefined),
  'equals-ignore-case': (operand, value) => String(operand).toLowerCase() === value.toLowerCase(),
  exists: (operand) => operand !== false,
  wildcard: (operand, value) => wildcard(String(operand)).test(value),
  'anything-but': (operand, value) => {
    if (isFields(operand)) return undefined;
    return !(Array.isArray(operand) ? operand.includes(value) : operand === value);
  },
  numeric: () => false,
  cidr: () => false,
};

const wildcard = (text: string): RegExp =>
  new RegExp(
    `^${text.replace(/\\.|[.*+?^${}()|[\]\\]/g, (part) => (part === '*' ? '.*' : part.length === 2 ? `\\${part[1]}` : `\\${part}`))}$`,
    's',
  );
