import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { tableNotFound, validationError } from '../errors.ts';
import { tablePermissions } from '../permissions.ts';
import { operationShape, readTableRequest } from '../request.ts';
import { describe } from '../table-description.ts';

const SHAPE = operationShape('deleteTable');

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'DeleteTable', input),
  run(input) {
    const { TableName } = readTableRequest<{ readonly TableName: string }>(input, SHAPE, []);
    const table = context.tables.find(TableName);
    if (table === undefined) throw tableNotFound(TableName);
    if (table.definition.deletionProtection) {
      throw validationError('Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.');
    }
    const TableDescription = describe(table, context, 'DELETING');
    context.tables.delete(table);
    return { TableDescription };
  },
});
