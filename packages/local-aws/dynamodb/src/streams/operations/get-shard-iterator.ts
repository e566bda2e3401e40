import { AwsError, brokenConstraint, constraintError, type JsonOperation } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../../dynamodb-context.ts';
import { validationError } from '../../errors.ts';
import { streamOf, streamPermissions } from '../read-stream-request.ts';
import { ITERATOR_MS, writeShardIterator } from '../shard-iterator.ts';
import { idOf, type Stream, sequenceNumber } from '../stream.ts';

interface GetShardIteratorRequest {
  readonly StreamArn?: string;
  readonly ShardId?: string;
  readonly ShardIteratorType?: string;
  readonly SequenceNumber?: string;
}

const TYPES = ['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER', 'LATEST', 'TRIM_HORIZON'];

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator = (context: DynamoDbContext): JsonOperation<GetShardIteratorRequest> => ({
  permissions: ({ StreamArn }) => streamPermissions('GetShardIterator', StreamArn),
  run(request) {
    const { StreamArn, ShardId, ShardIteratorType } = request;
    const stream = streamOf(context, StreamArn);
    if (ShardId !== stream.shardId)
      throw new AwsError('ResourceNotFoundException', `Requested resource not found: Shard does not exist: ${ShardId}`);
    if (ShardIteratorType === undefined || !TYPES.includes(ShardIteratorType))
      throw constraintError(brokenConstraint(ShardIteratorType, 'shardIteratorType', `satisfy enum value set: [${TYPES.join(', ')}]`));
    const after = startOf(context, stream, request);
    return {
      ShardIterator: writeShardIterator({ streamArn: stream.arn, after, expiresAtMs: context.clock.now() + ITERATOR_MS }),
    };
  },
});

const startOf = ({ streams }: DynamoDbContext, stream: Stream, request: GetShardIteratorRequest): string => {
  const { ShardIteratorType: type, SequenceNumber } = request;
  if (type === 'TRIM_HORIZON') return '';
  if (type === 'LATEST') return streams.records.last(stream);
  if (SequenceNumber === undefined || !/^\d{21,40}$/.test(SequenceNumber))
    throw validationError('SequenceNumber is required, in the form of a record, for AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER');
  if (SequenceNumber < streams.records.first(stream, streams.horizonMs()))
    throw new AwsError('TrimmedDataAccessException', 'The requested sequence number is older than the trim horizon of the shard.');
  return type === 'AFTER_SEQUENCE_NUMBER' ? SequenceNumber : sequenceNumber(idOf(SequenceNumber) - 1);
};
