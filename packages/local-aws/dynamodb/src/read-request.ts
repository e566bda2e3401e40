import type { Item } from './attribute-value.ts';
import type { ReturnConsumedCapacity } from './consumed-capacity.ts';
import { dynalite } from './dynalite.ts';
import { validationError } from './errors.ts';
import type { ExpressionRequest } from './parse-expressions.ts';
import type { SecondaryIndex, Table } from './table.ts';

/** The parameters that Query and Scan share. */
export interface ReadRequest extends ExpressionRequest {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Select?: 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT';
  readonly Limit?: number;
  readonly ConsistentRead?: boolean;
  readonly ExclusiveStartKey?: Item;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
}

/** Checks `Select` against the other parameters. AWS's messages begin with a count for Query, but not for Scan. */
export const checkSelect = ({ Select, IndexName, ProjectionExpression }: ReadRequest, prefix: string): void => {
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    throw validationError(`${prefix}ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName`);
  }
  if (Select === 'SPECIFIC_ATTRIBUTES' && ProjectionExpression === undefined) {
    throw validationError(`${prefix}Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES`);
  }
  if (Select !== undefined && Select !== 'SPECIFIC_ATTRIBUTES' && ProjectionExpression !== undefined) {
    const what = Select === 'COUNT' ? 'only the Count' : Select;
    throw validationError(`${prefix}Cannot specify the ProjectionExpression when choosing to get ${what}`);
  }
};

/** AWS's message is shorter for numbers than for other values that it rejects in a starting key. */
const BARE_TEXTS = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

export const checkStartKeyValues = (startKey: Item | undefined): void => {
  for (const value of Object.values(startKey ?? {})) {
    const problem = dynalite.validateAttributeValue(value);
    if (problem) throw validationError(BARE_TEXTS.test(problem) ? problem : `The provided starting key is invalid: ${problem}`);
  }
};

/** The index that the request names; `undefined` when it reads the table itself. */
export const indexOf = (table: Table, request: ReadRequest): SecondaryIndex | undefined => {
  const { IndexName } = request;
  if (IndexName === undefined) return undefined;
  const index = table.indexes.find(({ name }) => name === IndexName);
  if (index === undefined) throw validationError(`The table does not have the specified index: ${IndexName}`);
  if (index.scope === 'global' && request.ConsistentRead) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  return index;
};

export const checkIndexHoldsAll = (request: ReadRequest, index: SecondaryIndex | undefined): void => {
  if (request.Select !== 'ALL_ATTRIBUTES' || index?.scope !== 'global' || index.attributes === undefined) return;
  throw validationError(
    `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} ` +
      'because its projection type is not ALL',
  );
};
