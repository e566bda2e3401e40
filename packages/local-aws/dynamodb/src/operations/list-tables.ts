import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { operationShape, readRequest } from '../request.ts';

const SHAPE = operationShape('listTables');

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
const NAMES_MAX = 100;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables = ({ tables }: DynamoDbContext): JsonOperation<object> => ({
  permissions: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  run(input) {
    const { Limit = NAMES_MAX, ExclusiveStartTableName = '' } = readRequest<{
      readonly Limit?: number;
      readonly ExclusiveStartTableName?: string;
    }>(input, SHAPE);
    const names = tables.names().filter((name) => name > ExclusiveStartTableName);
    const TableNames = names.slice(0, Limit);
    return { TableNames, ...(names.length > Limit && { LastEvaluatedTableName: TableNames.at(-1) }) };
  },
});
