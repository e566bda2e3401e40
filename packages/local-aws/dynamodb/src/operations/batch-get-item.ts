import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { Item } from '../attribute-value.ts';
import { type ConsumedCapacity, consumedCapacity, type ReturnConsumedCapacity, readUnits } from '../consumed-capacity.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { validationError } from '../errors.ts';
import { type PlanGet, planGet } from '../item-read.ts';
import { itemSize } from '../item-size.ts';
import type { ExpressionRequest } from '../parse-expressions.ts';
import { batchPermissions } from '../permissions.ts';
import { byTableName, checkExpressionParameters, operationShape, readRequest, refuseLegacyParameters } from '../request.ts';
import type { Table } from '../table.ts';

interface KeysRequest extends ExpressionRequest {
  readonly Keys: readonly Item[];
  readonly ConsistentRead?: boolean;
}
interface BatchGetItemRequest {
  readonly RequestItems: Readonly<Record<string, KeysRequest>>;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
}

const SHAPE = operationShape('batchGetItem');

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const KEYS_MAX = 100;
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => batchPermissions(context.account, 'BatchGetItem', input),
  run(input) {
    const request = readRequest<BatchGetItemRequest>(byTableName(input), SHAPE);
    const plans = planAll(request, context);
    const Responses: Record<string, Item[]> = {};
    const UnprocessedKeys: Record<string, KeysRequest> = {};
    const capacities: ConsumedCapacity[] = [];
    let answerBytes = 0;
    for (const { table, keys, gets } of plans) {
      const found: Item[] = [];
      const unprocessed: Item[] = [];
      let units = 0;
      for (const [i, get] of gets.entries()) {
        const { item, projected } = get(context.items, table);
        const bytes = item === undefined ? 0 : itemSize(item);
        if (answerBytes + bytes > ANSWER_BYTES_MAX) {
          unprocessed.push(keys.Keys[i] as Item);
          continue;
        }
        answerBytes += bytes;
        units += readUnits(bytes, keys.ConsistentRead);
        if (projected !== undefined) found.push(projected);
      }
      Responses[table.name] = found;
      if (unprocessed.length > 0) UnprocessedKeys[table.name] = { ...keys, Keys: unprocessed };
      const { ConsumedCapacity } = consumedCapacity(request.ReturnConsumedCapacity, table, () => units);
      if (ConsumedCapacity !== undefined) capacities.push(ConsumedCapacity);
    }
    return { Responses, UnprocessedKeys, ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
  },
});

interface TablePlan {
  readonly table: Table;
  readonly keys: KeysRequest;
  readonly gets: readonly PlanGet[];
}

/** Checks the whole request before the first table is looked up. */
const planAll = ({ RequestItems }: BatchGetItemRequest, { parse, tables }: DynamoDbContext): TablePlan[] => {
  let count = 0;
  const requests = Object.entries(RequestItems).map(([name, keys]) => {
    refuseLegacyParameters(keys);
    checkExpressionParameters(keys, ['ProjectionExpression']);
    const seen = new Set<string>();
    const gets = keys.Keys.map((Key) => {
      const get = planGet({ ...keys, Key }, parse);
      const text = JSON.stringify(Object.entries(Key).sort());
      if (seen.has(text)) throw validationError('Provided list of item keys contains duplicates');
      seen.add(text);
      count += 1;
      if (count > KEYS_MAX) throw validationError('Too many items requested for the BatchGetItem call');
      return get;
    });
    return { name, keys, gets };
  });
  return requests.map(({ name, keys, gets }) => ({ table: tables.get(name), keys, gets }));
};
