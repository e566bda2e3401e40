import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { Item } from '../attribute-value.ts';
import { consumedCapacity, type ReturnConsumedCapacity, writeUnits } from '../consumed-capacity.ts';
import { projectPaths } from '../document-path.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { type KeyRequest, planUpdate } from '../item-write.ts';
import { tablePermissions } from '../permissions.ts';
import { operationShape, RETURN_VALUES_ON_CONDITION_CHECK_FAILURE, readTableRequest } from '../request.ts';
import { writeItem } from '../write-item.ts';

type ReturnValues = 'ALL_NEW' | 'ALL_OLD' | 'UPDATED_NEW' | 'UPDATED_OLD' | 'NONE';

interface UpdateItemRequest extends KeyRequest {
  readonly ReturnValues?: ReturnValues;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
}

const SHAPE = operationShape('updateItem', RETURN_VALUES_ON_CONDITION_CHECK_FAILURE);

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'UpdateItem', input),
  run(input) {
    const request = readTableRequest<UpdateItemRequest>(input, SHAPE, ['UpdateExpression', 'ConditionExpression']);
    const plan = planUpdate(request, context.parse);
    const { table, expressions, old, next } = writeItem(context, request.TableName, plan);
    const paths = expressions.update?.paths ?? [];
    const returned: Record<ReturnValues, () => Item | undefined> = {
      NONE: () => undefined,
      ALL_OLD: () => old,
      ALL_NEW: () => next,
      UPDATED_OLD: () => old && projectPaths(old, paths),
      UPDATED_NEW: () => next && projectPaths(next, paths),
    };
    const Attributes = returned[request.ReturnValues ?? 'NONE']();
    return {
      ...(Attributes !== undefined && Object.keys(Attributes).length > 0 && { Attributes }),
      ...consumedCapacity(request.ReturnConsumedCapacity, table, () => writeUnits(old, next)),
    };
  },
});
