import type { AttributeValue } from './attribute-value.ts';
import { scalarOf } from './attribute-value.ts';
import { validationError } from './errors.ts';
import { type Expressions, valueNamed } from './expressions.ts';
import type { RowRange } from './item-store.ts';
import { ALL_KEYS, afterPrefix, encodeHashKey, encodeKey, justAfter } from './key-encoding.ts';
import type { KeyAttribute, KeySchema } from './table.ts';

/** A Query's key condition: the one hash key, and the bounds that its condition sets for the range key. */
export interface KeyRange {
  readonly hashValue: AttributeValue;
  /** Absent when the query matches every range key. */
  readonly rangeCondition: { readonly operator: string; readonly values: readonly AttributeValue[] } | undefined;
  readonly rows: Omit<RowRange, 'forward'>;
}

/** Reads the key condition of `expressions` against the keys of the table or index. Throws AWS's errors for conditions that no index serves. */
export const keyRange = (expressions: Expressions, keys: KeySchema): KeyRange => {
  const [hash, range] = keys;
  if (range === undefined && (expressions.keyConditions?.size ?? 0) > 1) throw validationError('Query key condition not supported');
  const hashCondition = conditionOn(hash, expressions, true);
  const rangeCondition = range && conditionOn(range, expressions, false);
  const hashValue = hashCondition?.values[0];
  if (hashValue === undefined || hashCondition?.operator !== 'EQ') throw validationError('Query key condition not supported');
  const hashBytes = encodeHashKey(hashValue, hash.type);
  const bounds =
    range && rangeCondition
      ? rangeBounds(
          rangeCondition.operator,
          rangeCondition.values.map((value) => encodeKey(value, range.type)),
        )
      : ALL_KEYS;
  return {
    hashValue,
    rangeCondition,
    rows: { lower: { hash: hashBytes, range: bounds.lower }, upper: { hash: hashBytes, range: bounds.upper } },
  };
};

const conditionOn = (key: KeyAttribute, expressions: Expressions, isHash: boolean): KeyRange['rangeCondition'] => {
  const conditions = expressions.keyConditions;
  const condition = conditions?.get(key.name);
  if (condition === undefined) {
    if (isHash || (conditions?.size ?? 0) > 1) throw validationError(`Query condition missed key schema element: ${key.name}`);
    return undefined;
  }
  const values = condition.valueNames.map((name) => valueNamed(expressions, name));
  for (const value of values) {
    const text = scalarOf(value, key.type);
    if (text === undefined) {
      throw validationError('One or more parameter values were invalid: Condition parameter type does not match schema type');
    }
    if (text === '') {
      throw validationError(
        'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ' +
          `${key.type === 'S' ? 'string' : 'binary'} value. Key: ${key.name}`,
      );
    }
  }
  return { operator: condition.operator, values };
};

const rangeBounds = (operator: string, [first = ALL_KEYS.lower, second = first]: Buffer[]): { lower: Buffer; upper: Buffer } => {
  const bounds: Record<string, () => { lower: Buffer; upper: Buffer }> = {
    EQ: () => ({ lower: first, upper: justAfter(first) }),
    LT: () => ({ lower: ALL_KEYS.lower, upper: first }),
    LE: () => ({ lower: ALL_KEYS.lower, upper: justAfter(first) }),
    GT: () => ({ lower: justAfter(first), upper: ALL_KEYS.upper }),
    GE: () => ({ lower: first, upper: ALL_KEYS.upper }),
    BETWEEN: () => ({ lower: first, upper: justAfter(second) }),
    BEGINS_WITH: () => ({ lower: first, upper: afterPrefix(first) }),
  };
  const bound = bounds[operator];
  if (bound === undefined) throw validationError('Attempted conditional constraint is not an indexable operation');
  return bound();
};
