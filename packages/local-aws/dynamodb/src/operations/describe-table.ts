import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { tableNotFound } from '../errors.ts';
import { tablePermissions } from '../permissions.ts';
import { operationShape, readTableRequest } from '../request.ts';
import { describe } from '../table-description.ts';

const SHAPE = operationShape('describeTable');

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'DescribeTable', input),
  run(input) {
    const { TableName } = readTableRequest<{ readonly TableName: string }>(input, SHAPE, []);
    const table = context.tables.find(TableName);
    if (table === undefined) throw tableNotFound(TableName);
    return { Table: describe(table, context) };
  },
});
