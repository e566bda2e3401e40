import { brokenConstraint, constraintError, type JsonOperation, type StreamRecord } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../../dynamodb-context.ts';
import { checkLimit, streamOf, streamPermissions } from '../read-stream-request.ts';
import { ITERATOR_MS, readShardIterator, writeShardIterator } from '../shard-iterator.ts';

interface GetRecordsRequest {
  readonly ShardIterator?: string;
  readonly Limit?: number;
}

/** "up to 1 MB of data or 1000 stream records", API_streams_GetRecords.html */
const RECORDS_MAX = 1_000;
const BYTES_MAX = 1024 * 1024;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const getRecords = (context: DynamoDbContext): JsonOperation<GetRecordsRequest> => ({
  permissions: ({ ShardIterator }) => streamPermissions('GetRecords', ShardIterator?.split('|')[0]),
  run({ ShardIterator, Limit = RECORDS_MAX }) {
    if (ShardIterator === undefined) throw constraintError(brokenConstraint(undefined, 'shardIterator', 'not be null'));
    checkLimit(Limit, RECORDS_MAX);
    const { streams, clock } = context;
    const iterator = readShardIterator(ShardIterator, clock.now());
    const stream = streamOf(context, iterator.streamArn);
    const records = withinSize(streams.records.read(stream, { after: iterator.after, max: Limit, sinceMs: streams.horizonMs() }));
    const after = records.at(-1)?.dynamodb.SequenceNumber ?? iterator.after;
    // The iterator of a closed shard ends with its last record.
    const ended = stream.disabledAtMs !== undefined && after >= streams.records.last(stream);
    return {
      Records: records.map(asAnswered),
      ...(!ended && { NextShardIterator: writeShardIterator({ ...iterator, after, expiresAtMs: clock.now() + ITERATOR_MS }) }),
    };
  },
});

const withinSize = (records: readonly StreamRecord[]): readonly StreamRecord[] => {
  let bytes = 0;
  const end = records.findIndex(({ dynamodb }, index) => {
    bytes += dynamodb.SizeBytes;
    return bytes > BYTES_MAX && index > 0;
  });
  return end === -1 ? records : records.slice(0, end);
};

/** Functions get the same record with `eventSourceARN`, and the members of `userIdentity` in lower case. */
const asAnswered = ({ eventSourceARN: _, userIdentity, ...record }: StreamRecord): object => ({
  ...record,
  ...(userIdentity && { userIdentity: { PrincipalId: userIdentity.principalId, Type: userIdentity.type } }),
});
