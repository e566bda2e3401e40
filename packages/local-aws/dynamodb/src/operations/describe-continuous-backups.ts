import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { tablePermissions } from '../permissions.ts';
import { readTableRequest, TABLE_NAME_SHAPE } from '../request.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups = ({ account, tables }: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(account, 'DescribeContinuousBackups', input),
  run(input) {
    const { TableName } = readTableRequest<{ readonly TableName: string }>(input, { TableName: TABLE_NAME_SHAPE }, []);
    const table = tables.find(TableName);
    if (table === undefined) throw new AwsError('TableNotFoundException', `Table not found: ${TableName}`);
    const status = table.definition.pointInTimeRecovery ? 'ENABLED' : 'DISABLED';
    return {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: status },
      },
    };
  },
});
