/**
 * A value in DynamoDB's JSON. Numbers are strings, so that none of their 38 digits is lost; binary values are Base64.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { L: AttributeValue[] }
  | { M: Item };

export type Item = { [attribute: string]: AttributeValue };

/** The types that a key attribute may have. */
export type ScalarType = 'S' | 'N' | 'B';

/** For example `S` for `{ S: 'x' }`. */
export const typeOf = (value: AttributeValue): string => Object.keys(value)[0] ?? '';

/** The string of a scalar of the given type; `undefined` when `value` has another type. */
export const scalarOf = (value: AttributeValue | undefined, type: ScalarType): string | undefined =>
  (value as Partial<Record<ScalarType, string>> | undefined)?.[type];

/** The members of a set; `undefined` when `value` is not a set. */
export const setMembers = (value: AttributeValue): string[] | undefined => {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : undefined;
};

/** DynamoDB's equality: deep, and without order in sets. Numbers must be in canonical form. */
export const equalValues = (a: AttributeValue, b: AttributeValue): boolean => {
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  const aMembers = setMembers(a);
  const bMembers = setMembers(b);
  if (aMembers !== undefined && bMembers !== undefined) {
    return aMembers.length === bMembers.length && aMembers.every((member) => bMembers.includes(member));
  }
  if ('L' in a && 'L' in b) return a.L.length === b.L.length && a.L.every((value, i) => equalValues(value, b.L[i] as AttributeValue));
  if ('M' in a && 'M' in b) return equalItems(a.M, b.M);
  return (a as Record<string, unknown>)[type] === (b as Record<string, unknown>)[type];
};

export const equalItems = (a: Item, b: Item): boolean => {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && equalValues(a[name] as AttributeValue, b[name] as AttributeValue))
  );
};
