import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../../dynamodb-context.ts';
import { checkLimit } from '../read-stream-request.ts';

interface ListStreamsRequest {
  readonly TableName?: string;
  readonly Limit?: number;
  readonly ExclusiveStartStreamArn?: string;
}

const LIMIT_MAX = 100;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const listStreams = ({ streams }: DynamoDbContext): JsonOperation<ListStreamsRequest> => ({
  permissions: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
  run({ TableName, Limit = LIMIT_MAX, ExclusiveStartStreamArn = '' }) {
    checkLimit(Limit, LIMIT_MAX);
    const found = streams.list().filter(({ tableName, arn }) => (TableName ?? tableName) === tableName && arn > ExclusiveStartStreamArn);
    const page = found.slice(0, Limit);
    return {
      Streams: page.map(({ arn, label, tableName }) => ({ StreamArn: arn, StreamLabel: label, TableName: tableName })),
      ...(found.length > page.length && { LastEvaluatedStreamArn: page.at(-1)?.arn }),
    };
  },
});
