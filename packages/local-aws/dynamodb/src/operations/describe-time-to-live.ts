import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { tableNotFound } from '../errors.ts';
import { tablePermissions } from '../permissions.ts';
import { readTableRequest, TABLE_NAME_SHAPE } from '../request.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive = ({ account, tables }: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(account, 'DescribeTimeToLive', input),
  run(input) {
    const { TableName } = readTableRequest<{ readonly TableName: string }>(input, { TableName: TABLE_NAME_SHAPE }, []);
    const table = tables.find(TableName);
    if (table === undefined) throw tableNotFound(TableName);
    const AttributeName = table.definition.ttlAttribute;
    return {
      TimeToLiveDescription:
        AttributeName === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', AttributeName },
    };
  },
});
