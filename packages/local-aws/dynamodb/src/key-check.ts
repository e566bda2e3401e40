import { type Item, type ScalarType, scalarOf, typeOf } from './attribute-value.ts';
import { validationError } from './errors.ts';
import { type KeyAttribute, type KeySchema, keyNames, type RowKey, rowKeyOf, type Table } from './table.ts';
import type { UpdateExpression } from './update-expression.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
const HASH_KEY_BYTES_MAX = 2048;
const RANGE_KEY_BYTES_MAX = 1024;

/** Checks that `key` is exactly the table's primary key. @returns the item's position. */
export const checkedKey = (key: Item, table: Table): RowKey => {
  const problem = keyProblem(key, table.keys);
  if (problem !== undefined) throw validationError(problem);
  return rowKeyOf(key, table.keys);
};

/** AWS's message when `key` is not exactly `keys`. */
export const keyProblem = (key: Item, keys: KeySchema): string | undefined =>
  Object.keys(key).length === keyNames(keys).length ? keyPartsProblem(key, keys) : MISMATCH;

/** AWS's message when `key` lacks one of `keys`; it may contain more. */
export const keyPartsProblem = (key: Item, keys: KeySchema): string | undefined => {
  for (const [position, attribute] of keys.entries()) {
    if (attribute === undefined) continue;
    const text = scalarOf(key[attribute.name], attribute.type);
    if (text === undefined) return MISMATCH;
    if (text === '') return `One or more parameter values were invalid: ${emptyKeyText(attribute)}`;
    const problem = sizeProblem(text, attribute.type, position === 0);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

/** Checks the key attributes of a whole item, those of indexes too. @returns the item's position. */
export const checkedItemKey = (item: Item, table: Table): RowKey => {
  for (const [position, key] of table.keys.entries()) {
    if (key === undefined) continue;
    const value = item[key.name];
    if (value === undefined) throw invalidParameter(`Missing the key ${key.name} in the item`);
    const text = scalarOf(value, key.type);
    if (text === undefined) throw invalidParameter(`Type mismatch for key ${key.name} expected: ${key.type} actual: ${typeOf(value)}`);
    if (text === '') throw validationError(`One or more parameter values are not valid. ${emptyKeyText(key)}`);
    const problem = sizeProblem(text, key.type, position === 0);
    if (problem !== undefined) throw validationError(problem);
  }
  checkIndexKeys(item, table);
  return rowKeyOf(item, table.keys);
};

const checkIndexKeys = (item: Item, table: Table): void => {
  for (const index of table.indexes) {
    for (const key of index.keys) {
      const value = key === undefined ? undefined : item[key.name];
      if (key === undefined || value === undefined) continue;
      const text = scalarOf(value, key.type);
      if (text === undefined) throw indexKeyMismatch(key, typeOf(value), index.name);
      if (text === '') {
        throw validationError(
          'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
            `The AttributeValue for a key attribute cannot contain an empty ${noun(key)} value. IndexName: ${index.name}, IndexKey: ${key.name}`,
        );
      }
    }
  }
};

/** An update must not change the primary key, and index keys must keep their type. */
export const checkUpdatePaths = (update: UpdateExpression, table: Table): void => {
  for (const name of keyNames(table.keys)) {
    if (update.actions.some((action) => action.path[0] === name)) {
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
  }
  for (const index of table.indexes) {
    for (const key of index.keys) {
      const action = update.actions.find(({ path }) => path.length === 1 && path[0] === key?.name);
      if (key !== undefined && action?.valueType !== undefined && action.valueType !== key.type) {
        throw indexKeyMismatch(key, action.valueType, index.name);
      }
    }
  }
  checkNestedPaths(update.nestedHeads, table);
};

/** The expression alone does not determine the value that an update computes for an index key. */
export const checkUpdatedIndexKeys = (item: Item, table: Table): void => {
  for (const key of table.indexes.flatMap((index) => index.keys)) {
    const value = key === undefined ? undefined : item[key.name];
    if (key !== undefined && value !== undefined && scalarOf(value, key.type) === undefined) {
      throw validationError('The update expression attempted to update the secondary index key to unsupported type');
    }
  }
  checkIndexKeys(item, table);
};

/** A key is a scalar, so a path cannot lead into it. */
export const checkNestedPaths = (heads: ReadonlySet<string> | undefined, table: Table): void => {
  if (heads === undefined || heads.size === 0) return;
  const refuse = (name: string, kind: string): never => {
    throw validationError(`Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`);
  };
  for (const name of keyNames(table.keys)) if (heads.has(name)) refuse(name, 'Key');
  for (const name of table.indexes.flatMap((index) => keyNames(index.keys))) if (heads.has(name)) refuse(name, 'IndexKey');
};

const MISMATCH = 'The provided key element does not match the schema';

const invalidParameter = (text: string): Error => validationError(`One or more parameter values were invalid: ${text}`);

const indexKeyMismatch = (key: KeyAttribute, actual: string, indexName: string): Error =>
  invalidParameter(`Type mismatch for Index Key ${key.name} Expected: ${key.type} Actual: ${actual} IndexName: ${indexName}`);

const noun = (key: KeyAttribute): string => (key.type === 'S' ? 'string' : 'binary');

const emptyKeyText = (key: KeyAttribute): string =>
  `The AttributeValue for a key attribute cannot contain an empty ${noun(key)} value. Key: ${key.name}`;

const sizeProblem = (text: string, type: ScalarType, isHash: boolean): string | undefined => {
  if (type === 'N') return undefined;
  const bytes = Buffer.byteLength(text, type === 'S' ? 'utf8' : 'base64');
  // The missing space is AWS's.
  if (isHash && bytes > HASH_KEY_BYTES_MAX) {
    return 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes';
  }
  if (!isHash && bytes > RANGE_KEY_BYTES_MAX) {
    return 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes';
  }
  return undefined;
};
