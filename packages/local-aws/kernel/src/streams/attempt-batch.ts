import type { Clock } from '../clock/clock.ts';
import type { Store } from '../store/store.ts';
import { afterFailedBatch } from './after-failed-batch.ts';
import type { NextBatch } from './next-batch.ts';
import type { StreamPositions } from './stream-positions.ts';
import type { StreamRecord } from './stream-reader.ts';

/** The outcome of a batch. `notRun`: an error before the work began, which does not count as an attempt. */
export type BatchResult = 'done' | 'notRun' | { readonly failedFrom: number };

/** The reason why records are given up. */
export type DiscardReason = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** The work on batches, and the limits of its retries. */
export interface BatchWork {
  /** Names the consumer's position in the store. */
  readonly name: string;
  /** -1 means until the records expire. */
  readonly retriesMax: number;
  /** -1 means until the records expire. */
  readonly recordAgeSecondsMax: number;
  readonly bisects: boolean;
  /** @param attempt from 1. */
  readonly process: (records: readonly StreamRecord[], attempt: number) => Promise<BatchResult>;
  /** Runs in the write that moves the position behind the records. */
  readonly discard: (records: readonly StreamRecord[], reason: DiscardReason, attempts: number) => void;
  readonly positions: StreamPositions;
  readonly store: Store;
  readonly clock: Clock;
}

/** Processes one batch, and moves the position according to the outcome. */
export const attempter = (props: BatchWork) => {
  const { name, positions, store, clock, recordAgeSecondsMax } = props;
  const tooOld = ({ dynamodb }: StreamRecord): boolean =>
    recordAgeSecondsMax >= 0 && clock.now() - dynamodb.ApproximateCreationDateTime * 1_000 > recordAgeSecondsMax * 1_000;

  return async ({ records, to, attempts }: NextBatch, stopped: () => boolean): Promise<'done' | 'failed'> => {
    const position = positions.get(name) ?? { after: '', pending: [] };
    const rest = position.pending.slice(1);
    const old = records.filter(tooOld);
    if (records.length === 0 || old.length > 0) {
      const after = old.length < records.length ? (old.at(-1)?.dynamodb.SequenceNumber ?? to) : to;
      store.write(() => {
        positions.put(name, { after, pending: after === to ? rest : position.pending });
        if (old.length > 0) props.discard(old, 'RecordAgeExceeded', attempts);
      });
      return 'done';
    }
    const result = await props.process(records, attempts + 1);
    if (stopped()) return 'failed';
    if (result === 'done') {
      positions.put(name, { after: to, pending: rest });
      return 'done';
    }
    const pending = position.pending[0] ?? { to, attempts: 0 };
    if (result === 'notRun') {
      positions.put(name, { ...position, pending: [pending, ...rest] });
      return 'failed';
    }
    const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const next = afterFailedBatch({ ...props, position, numbers, to, attempts, from: result.failedFrom });
    store.write(() => {
      positions.put(name, next.position);
      if (next.discarded) props.discard(records.slice(result.failedFrom), 'RetryAttemptsExhausted', attempts + 1);
    });
    return next.discarded ? 'done' : 'failed';
  };
};
