import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { equalValues, type Item } from '../attribute-value.ts';
import { type Comparator, satisfies } from '../condition.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { validationError } from '../errors.ts';
import type { Expressions } from '../expressions.ts';
import { checkNestedPaths, keyPartsProblem, keyProblem } from '../key-check.ts';
import { type KeyRange, keyRange } from '../key-range.ts';
import { readPage, startKeyNames } from '../page.ts';
import { tablePermissions } from '../permissions.ts';
import { checkIndexHoldsAll, checkSelect, checkStartKeyValues, indexOf, type ReadRequest } from '../read-request.ts';
import { operationShape, readTableRequest } from '../request.ts';
import { continueAfter } from '../row-range.ts';
import { type KeySchema, keyNames, type SecondaryIndex, type Table } from '../table.ts';

interface QueryRequest extends ReadRequest {
  readonly ScanIndexForward?: boolean;
}

const SHAPE = operationShape('query');

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'Query', input),
  run(input) {
    const request = readTableRequest<QueryRequest>(input, SHAPE, ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression']);
    checkStartKeyValues(request.ExclusiveStartKey);
    if (request.KeyConditionExpression === undefined) {
      throw validationError('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
    }
    checkSelect(request, '1 validation error detected: ');
    const expressions = context.parse(request);
    const table = context.tables.get(request.TableName);
    const index = indexOf(table, request);
    const keys = index?.keys ?? table.keys;
    const startKey = request.ExclusiveStartKey;
    if (startKey !== undefined) checkStartKeyParts(startKey, table, index, keys);
    const range = keyRange(expressions, keys);
    if (startKey !== undefined) checkStartKeyInRange(startKey, table, keys, range);
    checkPaths(expressions, table, keys);
    checkIndexHoldsAll(request, index);
    const rows = { ...range.rows, forward: request.ScanIndexForward !== false };
    return readPage(context, {
      table,
      index,
      range: startKey === undefined ? rows : continueAfter(rows, startKey, table, index),
      request,
      expressions,
    });
  },
});

const checkStartKeyParts = (startKey: Item, table: Table, index: SecondaryIndex | undefined, keys: KeySchema): void => {
  const complete = Object.keys(startKey).length === startKeyNames(table, index).length && keyNames(keys).every((name) => name in startKey);
  if (!complete) throw validationError('The provided starting key is invalid');
  const problem = keyPartsProblem(startKey, keys);
  if (problem !== undefined) throw validationError(problem);
};

const checkStartKeyInRange = (startKey: Item, table: Table, [hash, range]: KeySchema, { hashValue, rangeCondition }: KeyRange): void => {
  const tableKey = Object.fromEntries(keyNames(table.keys).flatMap((name) => (name in startKey ? [[name, startKey[name] as never]] : [])));
  const problem = keyProblem(tableKey, table.keys);
  if (problem !== undefined) throw validationError(`The provided starting key is invalid: ${problem}`);
  const sameHash = equalValues(startKey[hash.name] as never, hashValue);
  if (range === undefined || rangeCondition === undefined) {
    if (!sameHash) throw validationError('The provided starting key is outside query boundaries based on provided conditions');
    return;
  }
  const values = Object.fromEntries(rangeCondition.values.map((value, i) => [String(i), value]));
  const operands = [
    { kind: 'path' as const, path: [range.name] },
    ...Object.keys(values).map((name) => ({ kind: 'value' as const, name })),
  ];
  const operator = COMPARATORS[rangeCondition.operator] as Comparator;
  if (!satisfies(startKey, { operator, operands }, values)) {
    throw validationError('The provided starting key does not match the range key predicate');
  }
  if (!sameHash) throw validationError('The query can return at most one row and cannot be restarted');
};

/** Key conditions carry the names of the older API. */
const COMPARATORS: Readonly<Record<string, Comparator>> = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'between',
  BEGINS_WITH: 'begins_with',
};

const checkPaths = ({ projection, filter }: Expressions, table: Table, keys: KeySchema): void => {
  checkNestedPaths(projection?.nestedHeads, table);
  const filteredKey = keyNames(keys).find((name) => filter?.heads.has(name));
  if (filteredKey !== undefined) {
    throw validationError(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${filteredKey}`);
  }
  checkNestedPaths(filter?.nestedHeads, table);
};
