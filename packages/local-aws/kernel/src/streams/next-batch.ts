import type { StreamPosition } from './stream-positions.ts';
import type { StreamReader, StreamRecord } from './stream-reader.ts';

export interface NextBatch {
  /** The matching records; none if no filter matches any. */
  readonly records: readonly StreamRecord[];
  /** The sequence number of the last record that the batch covers. */
  readonly to: string;
  readonly attempts: number;
  /** Whether more records can't join it. */
  readonly full: boolean;
}

export interface BatchLimits {
  readonly batchSize: number;
  readonly bytesMax: number;
  readonly matches: (record: StreamRecord) => boolean;
}

/** Records of one read: not many more than a batch takes, because the rest is read again for the next batch. */
const READ_MIN = 100;
const READ_MAX = 1_000;

/** The next records to process: a batch to try again, or new records. `undefined` when there are none. */
export const nextBatch = (
  streams: StreamReader,
  streamArn: string,
  { after, pending: [again] }: StreamPosition,
  limits: BatchLimits,
): NextBatch | undefined => {
  const records: StreamRecord[] = [];
  let to = after;
  let bytes = 0;
  const max = Math.min(Math.max(limits.batchSize, READ_MIN), READ_MAX);
  for (;;) {
    const read = streams.read(streamArn, { after: to, max });
    for (const record of read) {
      const { SequenceNumber } = record.dynamodb;
      const close = (): NextBatch => ({ records, to, attempts: again?.attempts ?? 0, full: true });
      if (again !== undefined && SequenceNumber > again.to) return close();
      if (limits.matches(record)) {
        bytes += Buffer.byteLength(JSON.stringify(record)) + 1;
        if (records.length > 0 && bytes > limits.bytesMax) return close();
        records.push(record);
      }
      to = SequenceNumber;
      if (again === undefined && records.length >= limits.batchSize) return close();
    }
    if (read.length < max) break;
  }
  if (again !== undefined) return { records, to: again.to, attempts: again.attempts, full: true };
  return to === after ? undefined : { records, to, attempts: 0, full: records.length === 0 };
};
