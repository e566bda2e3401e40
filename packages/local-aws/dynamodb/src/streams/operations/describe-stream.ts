import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../../dynamodb-context.ts';
import { checkLimit, streamOf, streamPermissions } from '../read-stream-request.ts';
import { sequenceNumber } from '../stream.ts';

interface DescribeStreamRequest {
  readonly StreamArn?: string;
  readonly Limit?: number;
  readonly ExclusiveStartShardId?: string;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream = (context: DynamoDbContext): JsonOperation<DescribeStreamRequest> => ({
  permissions: ({ StreamArn }) => streamPermissions('DescribeStream', StreamArn),
  run({ StreamArn, Limit, ExclusiveStartShardId = '' }) {
    checkLimit(Limit, 100);
    const stream = streamOf(context, StreamArn);
    const { records, horizonMs } = context.streams;
    const closed = stream.disabledAtMs !== undefined;
    const first = records.first(stream, horizonMs()) || sequenceNumber(0);
    const shard = {
      ShardId: stream.shardId,
      SequenceNumberRange: {
        StartingSequenceNumber: first,
        ...(closed && { EndingSequenceNumber: records.last(stream) || first }),
      },
    };
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: closed ? 'DISABLED' : 'ENABLED',
        StreamViewType: stream.viewType,
        CreationRequestDateTime: stream.createdAtMs / 1_000,
        TableName: stream.tableName,
        KeySchema: stream.keyNames.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
        Shards: stream.shardId > ExclusiveStartShardId ? [shard] : [],
      },
    };
  },
});
