import { type QueueRecord, queueRecordFilter } from '@plumbline/local-aws-kernel';
import { batchSizeOf } from '../batch-limits.ts';
import type { SourceProps } from './source.ts';

/** SQS returns at most ten messages per receive. */
const RECEIVE_MAX = 10;

/** The messages that wait for their batch to be full, or for the end of its window. */
export interface QueueBatch {
  /** Receives messages. @returns the batch if it is complete; the time to wait for if it is not; nothing if there are no messages. */
  take(): readonly QueueRecord[] | { readonly untilMs: number } | undefined;
  /** Removes the waiting messages. */
  release(): readonly QueueRecord[];
}

/** Messages that no filter matches are deleted. */
export const queueBatch = ({ pipe, ports, clock }: Pick<SourceProps, 'pipe' | 'ports' | 'clock'>): QueueBatch => {
  const { Source: queueArn = '', Target = '', SourceParameters } = pipe.shape;
  const parameters = SourceParameters?.SqsQueueParameters;
  const batchSize = batchSizeOf(parameters?.BatchSize, queueArn, Target);
  const windowMs = (parameters?.MaximumBatchingWindowInSeconds ?? 0) * 1_000;
  const patterns = (SourceParameters?.FilterCriteria?.Filters ?? []).map(({ Pattern = '' }) => Pattern);
  const matches = patterns.length === 0 ? () => true : queueRecordFilter(patterns);
  let batch: QueueRecord[] = [];
  let windowEndMs: number | undefined;

  const fill = (): void => {
    while (batch.length < batchSize) {
      const received = ports.queues.receive(queueArn, { max: Math.min(RECEIVE_MAX, batchSize - batch.length) });
      if (received.length === 0) return;
      for (const record of received) {
        if (matches(record)) batch.push(record);
        else ports.queues.remove(queueArn, record.receiptHandle);
      }
    }
  };
  const release = (): readonly QueueRecord[] => {
    const records = batch;
    batch = [];
    windowEndMs = undefined;
    return records;
  };
  return {
    release,
    take() {
      fill();
      if (batch.length === 0) return undefined;
      if (batch.length < batchSize && windowMs > 0) {
        windowEndMs ??= clock.now() + windowMs;
        if (clock.now() < windowEndMs) return { untilMs: windowEndMs };
      }
      return release();
    },
  };
};
