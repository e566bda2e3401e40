import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { Item } from '../attribute-value.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { validationError } from '../errors.ts';
import type { RowRange } from '../item-store.ts';
import { checkNestedPaths, keyPartsProblem, keyProblem } from '../key-check.ts';
import { NO_RANGE } from '../key-encoding.ts';
import { readPage, startKeyNames } from '../page.ts';
import { tablePermissions } from '../permissions.ts';
import { checkIndexHoldsAll, checkSelect, checkStartKeyValues, indexOf, type ReadRequest } from '../read-request.ts';
import { operationShape, readTableRequest } from '../request.ts';
import { continueAfter } from '../row-range.ts';
import { keyNames, rowKeyOf, type SecondaryIndex, type Table } from '../table.ts';

interface ScanRequest extends ReadRequest {
  readonly Segment?: number;
  readonly TotalSegments?: number;
}

const SHAPE = operationShape('scan');

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'Scan', input),
  run(input) {
    const request = readTableRequest<ScanRequest>(input, SHAPE, ['ProjectionExpression', 'FilterExpression']);
    checkStartKeyValues(request.ExclusiveStartKey);
    checkSegments(request);
    checkSelect(request, '');
    const expressions = context.parse(request);
    const table = context.tables.get(request.TableName);
    const index = indexOf(table, request);
    const startKey = request.ExclusiveStartKey;
    if (startKey !== undefined) checkStartKey(startKey, table, index);
    checkIndexHoldsAll(request, index);
    const segment = segmentRange(request);
    if (startKey !== undefined) checkStartKeyInSegment(startKey, table, index, request, segment);
    checkNestedPaths(expressions.projection?.nestedHeads, table);
    checkNestedPaths(expressions.filter?.nestedHeads, table);
    const range = startKey === undefined ? segment : continueAfter(segment, startKey, table, index);
    return readPage(context, { table, index, range, request, expressions });
  },
});

const checkSegments = ({ Segment, TotalSegments }: ScanRequest): void => {
  if (Segment !== undefined && TotalSegments === undefined) {
    throw validationError('The TotalSegments parameter is required but was not present in the request when Segment parameter is present');
  }
  if (TotalSegments === undefined) return;
  if (Segment === undefined) {
    throw validationError('The Segment parameter is required but was not present in the request when parameter TotalSegments is present');
  }
  if (Segment >= TotalSegments) {
    throw validationError(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
        `Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
};

/** Segments share the values of a hash key's first twelve bits evenly; two bytes hold such a value and four bits more. */
const SLICES = 4096;
const SLICE_WIDTH = 16;

const segmentRange = ({ Segment = 0, TotalSegments = 1 }: ScanRequest): RowRange => ({
  lower: { hash: segmentStart(Segment, TotalSegments), range: NO_RANGE },
  upper: { hash: segmentStart(Segment + 1, TotalSegments), range: NO_RANGE },
  forward: true,
});

const segmentStart = (segment: number, total: number): Buffer => {
  const first = Math.ceil((SLICES * segment) / total);
  if (first >= SLICES) return AFTER_EVERY_HASH;
  const start = Buffer.alloc(2);
  start.writeUInt16BE(first * SLICE_WIDTH);
  return start;
};

/** A hash key's column begins with three bytes of hash and then a one. */
const AFTER_EVERY_HASH = Buffer.of(0xff, 0xff, 0xff, 0xff);

const checkStartKey = (startKey: Item, table: Table, index: SecondaryIndex | undefined): void => {
  if (Object.keys(startKey).length !== startKeyNames(table, index).length) {
    const detail = index === undefined ? ': The provided key element does not match the schema' : '';
    throw validationError(`The provided starting key is invalid${detail}`);
  }
  if (index !== undefined) {
    if (!keyNames(index.keys).every((name) => name in startKey)) throw validationError('The provided starting key is invalid');
    const problem = keyPartsProblem(startKey, index.keys);
    if (problem !== undefined) throw validationError(problem);
  }
  const tableKey = Object.fromEntries(keyNames(table.keys).flatMap((name) => (name in startKey ? [[name, startKey[name] as never]] : [])));
  const problem = keyProblem(tableKey, table.keys);
  if (problem !== undefined) throw validationError(`The provided starting key is invalid: ${problem}`);
};

const checkStartKeyInSegment = (
  startKey: Item,
  table: Table,
  index: SecondaryIndex | undefined,
  { Segment, TotalSegments }: ScanRequest,
  segment: RowRange,
): void => {
  const { hash } = rowKeyOf(startKey, index?.keys ?? table.keys);
  if (Buffer.compare(hash, segment.lower.hash) >= 0 && Buffer.compare(hash, segment.upper.hash) < 0) return;
  throw validationError(
    'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ' +
      `TotalSegments: ${TotalSegments} Segment: ${Segment}`,
  );
};
