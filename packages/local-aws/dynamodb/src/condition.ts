import { type AttributeValue, equalValues, type Item, setMembers, typeOf } from './attribute-value.ts';
import { compareNumbers } from './decimal.ts';
import { type DocumentPath, valueAt } from './document-path.ts';

/** A parsed condition or filter. It contains the names of values, not the values, so that it can be cached for the next request with the same expression. */
export type Condition =
  | { readonly operator: 'and' | 'or' | 'not'; readonly conditions: readonly Condition[] }
  | { readonly operator: Comparator; readonly operands: readonly Operand[] };

export type Operand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'size'; readonly of: Operand };

export type Comparator = keyof typeof COMPARATORS;

/**
 * Whether `item` satisfies `condition`, with the request's `ExpressionAttributeValues`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export const satisfies = (item: Item, condition: Condition, values: Item): boolean => {
  if ('operands' in condition) {
    const [first, ...rest] = condition.operands.map((operand) => resolve(operand, item, values));
    return COMPARATORS[condition.operator](first, rest);
  }
  const { operator, conditions } = condition;
  if (operator === 'and') return conditions.every((each) => satisfies(item, each, values));
  if (operator === 'or') return conditions.some((each) => satisfies(item, each, values));
  return !conditions.some((each) => satisfies(item, each, values));
};

/** Less, equal or greater as a number; `undefined` when the two cannot be ordered. Strings compare by their UTF-8 bytes. */
export const compareValues = (a: AttributeValue | undefined, b: AttributeValue | undefined): number | undefined => {
  if (a === undefined || b === undefined) return undefined;
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  if ('S' in a && 'S' in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if ('B' in a && 'B' in b) return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  return undefined;
};

type Resolved = AttributeValue | undefined;
type Compare = (value: Resolved, others: readonly Resolved[]) => boolean;

const resolve = (operand: Operand, item: Item, values: Item): Resolved => {
  if (operand.kind === 'path') return valueAt(item, operand.path);
  if (operand.kind === 'value') return values[operand.name];
  return sizeOf(resolve(operand.of, item, values));
};

const equal = (a: Resolved, b: Resolved): boolean => a !== undefined && b !== undefined && equalValues(a, b);

const ordered =
  (holds: (order: number) => boolean): Compare =>
  (value, [other]) => {
    const order = compareValues(value, other);
    return order !== undefined && holds(order);
  };

const contains: Compare = (container, [member]) => {
  if (container === undefined || member === undefined) return false;
  if ('S' in container) return 'S' in member && container.S.includes(member.S);
  if ('B' in container) return 'B' in member && Buffer.from(container.B, 'base64').includes(Buffer.from(member.B, 'base64'));
  if ('L' in container) return container.L.some((each) => equalValues(each, member));
  const text = (member as Record<string, string>)[typeOf(container)[0] ?? ''];
  return text !== undefined && (setMembers(container)?.includes(text) ?? false);
};

const beginsWith: Compare = (value, [prefix]) => {
  if (value === undefined || prefix === undefined) return false;
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if (!('B' in value && 'B' in prefix)) return false;
  const start = Buffer.from(prefix.B, 'base64');
  return Buffer.from(value.B, 'base64').subarray(0, start.length).equals(start);
};

const COMPARATORS = {
  '=': (value, [other]) => equal(value, other),
  '<>': (value, [other]) => value !== other && !equal(value, other),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
  between: (value, [low, high]) => (compareValues(value, low) ?? -1) >= 0 && (compareValues(value, high) ?? 1) <= 0,
  in: (value, others) => others.some((other) => equal(value, other)),
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, [type]) => value !== undefined && type !== undefined && 'S' in type && typeOf(value) === type.S,
  begins_with: beginsWith,
  contains,
} satisfies Record<string, Compare>;

const sizeOf = (value: Resolved): Resolved => {
  const size = value === undefined ? undefined : sizeOfValue(value);
  return size === undefined ? undefined : { N: String(size) };
};

const sizeOfValue = (value: AttributeValue): number | undefined => {
  if ('S' in value) return value.S.length;
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return setMembers(value)?.length;
};
