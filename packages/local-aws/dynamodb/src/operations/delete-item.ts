import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { consumedCapacity, type ReturnConsumedCapacity, writeUnits } from '../consumed-capacity.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { type KeyRequest, planDelete } from '../item-write.ts';
import { tablePermissions } from '../permissions.ts';
import { operationShape, RETURN_VALUES_ON_CONDITION_CHECK_FAILURE, readTableRequest } from '../request.ts';
import { checkReturnValues, writeItem } from '../write-item.ts';

interface DeleteItemRequest extends KeyRequest {
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
}

const SHAPE = operationShape('deleteItem', RETURN_VALUES_ON_CONDITION_CHECK_FAILURE);

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'DeleteItem', input),
  run(input) {
    const request = readTableRequest<DeleteItemRequest>(input, SHAPE, ['ConditionExpression']);
    checkReturnValues(request.ReturnValues);
    const plan = planDelete(request, context.parse);
    const { table, old } = writeItem(context, request.TableName, plan);
    return {
      ...(request.ReturnValues === 'ALL_OLD' && old && { Attributes: old }),
      ...consumedCapacity(request.ReturnConsumedCapacity, table, () => writeUnits(old, undefined)),
    };
  },
});
