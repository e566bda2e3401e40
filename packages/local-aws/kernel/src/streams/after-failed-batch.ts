import type { PendingBatch, StreamPosition } from './stream-positions.ts';

export interface FailedBatch {
  readonly position: StreamPosition;
  /** The sequence numbers of the batch, in order. */
  readonly numbers: readonly string[];
  /** The end of the batch, with records that no filter matches. */
  readonly to: string;
  readonly attempts: number;
  /** The index of the first record to process again. */
  readonly from: number;
  readonly bisects: boolean;
  /** -1 means any number. */
  readonly retriesMax: number;
}

/** The next position after a failed attempt; `discarded` when its retries are exhausted. */
export interface AfterFailedBatch {
  readonly position: StreamPosition;
  readonly discarded: boolean;
}

/**
 * The records before the first failed one are done. The others are tried again, in two halves if the consumer bisects: a split does not
 * count as a retry. AWS does not document the count after progress; here it continues.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export const afterFailedBatch = (failed: FailedBatch): AfterFailedBatch => {
  const { position, numbers, to, from, bisects, retriesMax } = failed;
  const rest = position.pending.slice(1);
  const before = from === 0 ? position.after : (numbers[from - 1] ?? position.after);
  const left = numbers.slice(from);
  const retry = (pending: readonly PendingBatch[]): AfterFailedBatch => ({
    position: { after: before, pending: [...pending, ...rest] },
    discarded: false,
  });
  if (bisects && left.length > 1) {
    const middle = left[Math.ceil(left.length / 2) - 1] ?? to;
    return retry([
      { to: middle, attempts: failed.attempts },
      { to, attempts: failed.attempts },
    ]);
  }
  const attempts = failed.attempts + 1;
  if (retriesMax < 0 || attempts <= retriesMax) return retry([{ to, attempts }]);
  return { position: { after: to, pending: rest }, discarded: true };
};
