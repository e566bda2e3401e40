import type { StreamRecord } from './stream-reader.ts';

/**
 * The metadata of a discarded batch. It names the records, and does not contain them.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export const batchInfo = (records: readonly StreamRecord[], shardId: string) => {
  const [first, last] = [records[0], records.at(-1)];
  return {
    shardId,
    startSequenceNumber: first?.dynamodb.SequenceNumber,
    endSequenceNumber: last?.dynamodb.SequenceNumber,
    approximateArrivalOfFirstRecord: arrival(first),
    approximateArrivalOfLastRecord: arrival(last),
    batchSize: records.length,
    streamArn: first?.eventSourceARN,
  };
};

const arrival = (record: StreamRecord | undefined): string =>
  new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1_000).toISOString().replace('.000Z', 'Z');
