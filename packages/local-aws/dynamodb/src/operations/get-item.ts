import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { consumedCapacity, type ReturnConsumedCapacity, readUnits } from '../consumed-capacity.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { type GetRequest, planGet } from '../item-read.ts';
import { itemSize } from '../item-size.ts';
import { tablePermissions } from '../permissions.ts';
import { operationShape, readTableRequest } from '../request.ts';

interface GetItemRequest extends GetRequest {
  readonly TableName: string;
  readonly ConsistentRead?: boolean;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
}

const SHAPE = operationShape('getItem');

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'GetItem', input),
  run(input) {
    const request = readTableRequest<GetItemRequest>(input, SHAPE, ['ProjectionExpression']);
    const plan = planGet(request, context.parse);
    const table = context.tables.get(request.TableName);
    const { item, projected } = plan(context.items, table);
    return {
      ...(projected && { Item: projected }),
      ...consumedCapacity(request.ReturnConsumedCapacity, table, () => readUnits(item ? itemSize(item) : 0, request.ConsistentRead)),
    };
  },
});
