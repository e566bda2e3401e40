import type { Item } from './attribute-value.ts';
import { satisfies } from './condition.ts';
import { consumedCapacity, readUnits } from './consumed-capacity.ts';
import { projectPaths } from './document-path.ts';
import type { DynamoDbContext } from './dynamodb-context.ts';
import type { Expressions } from './expressions.ts';
import { projectToIndex } from './index-row.ts';
import { itemSize } from './item-size.ts';
import type { RowRange } from './item-store.ts';
import type { ReadRequest } from './read-request.ts';
import { keyNames, type SecondaryIndex, type Table } from './table.ts';

/** A page ends with the item that reaches this size: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const PAGE_BYTES_MAX = 1024 * 1024;

export interface PageProps {
  readonly table: Table;
  /** `undefined` reads the table itself. */
  readonly index: SecondaryIndex | undefined;
  readonly range: RowRange;
  readonly request: ReadRequest;
  readonly expressions: Expressions;
}

/** One response of Query or Scan: limit and size count the items read; filter and projection apply afterwards. */
export const readPage = ({ items }: DynamoDbContext, { table, index, range, request, expressions }: PageProps): object => {
  const { filter, projection, values } = expressions;
  const whole = readsWholeItems(request, index);
  const found: Item[] = [];
  let scanned = 0;
  let bytes = 0;
  let last: Item | undefined;
  for (const stored of items.read(table, index, range)) {
    const item = index === undefined || whole ? stored : projectToIndex(stored, index);
    scanned += 1;
    bytes += itemSize(item);
    if (filter === undefined || satisfies(item, filter.condition, values)) {
      found.push(projection === undefined ? item : projectPaths(item, projection.paths));
    }
    if (scanned === request.Limit || bytes >= PAGE_BYTES_MAX) {
      last = stored;
      break;
    }
  }
  return {
    Count: found.length,
    ScannedCount: scanned,
    ...(request.Select !== 'COUNT' && { Items: found }),
    ...(last !== undefined && { LastEvaluatedKey: evaluatedKey(last, table, index) }),
    ...consumedCapacity(request.ReturnConsumedCapacity, table, () => readUnits(bytes, request.ConsistentRead), index),
  };
};

/** The attributes that mark the end of a page: the table's key, and the index's. */
export const startKeyNames = (table: Table, index: SecondaryIndex | undefined): string[] => [
  ...new Set([...keyNames(table.keys), ...(index === undefined ? [] : keyNames(index.keys))]),
];

/** A local index fetches attributes that it does not project from the table; a global index cannot. */
const readsWholeItems = ({ Select, ProjectionExpression }: ReadRequest, index: SecondaryIndex | undefined): boolean =>
  index?.scope === 'local' && (Select === 'ALL_ATTRIBUTES' || ProjectionExpression !== undefined);

const evaluatedKey = (item: Item, table: Table, index: SecondaryIndex | undefined): Item =>
  Object.fromEntries(startKeyNames(table, index).map((name) => [name, item[name] as never]));
