import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { consumedCapacity, type ReturnConsumedCapacity, writeUnits } from '../consumed-capacity.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { type PutRequest, planPut } from '../item-write.ts';
import { tablePermissions } from '../permissions.ts';
import { operationShape, RETURN_VALUES_ON_CONDITION_CHECK_FAILURE, readTableRequest } from '../request.ts';
import { checkReturnValues, writeItem } from '../write-item.ts';

interface PutItemRequest extends PutRequest {
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
}

const SHAPE = operationShape('putItem', RETURN_VALUES_ON_CONDITION_CHECK_FAILURE);

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'PutItem', input),
  run(input) {
    const request = readTableRequest<PutItemRequest>(input, SHAPE, ['ConditionExpression']);
    checkReturnValues(request.ReturnValues);
    const plan = planPut(request, context.parse);
    const { table, old, next } = writeItem(context, request.TableName, plan);
    return {
      ...(request.ReturnValues === 'ALL_OLD' && old && { Attributes: old }),
      ...consumedCapacity(request.ReturnConsumedCapacity, table, () => writeUnits(old, next)),
    };
  },
});
