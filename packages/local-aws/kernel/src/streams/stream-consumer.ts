import type { Clock } from '../clock/clock.ts';
import type { Store } from '../store/store.ts';
import { backOffMs } from '../targets/back-off.ts';
import { afterFailedBatch } from './after-failed-batch.ts';
import { type NextBatch, nextBatch } from './next-batch.ts';
import type { StreamPositions } from './stream-positions.ts';
import type { StreamReader, StreamRecord } from './stream-reader.ts';

/** The outcome of a batch. `notRun`: an error before the work began, which does not count as an attempt. */
export type BatchResult = 'done' | 'notRun' | { readonly failedFrom: number };

/** The reason why records are given up. */
export type DiscardReason = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface StreamConsumerProps {
  /** Names its position in the store. */
  readonly name: string;
  readonly streamArn: string;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly batchSize: number;
  /** @default 6 MB, a function's event */
  readonly bytesMax?: number;
  readonly windowSeconds: number;
  /** -1 means until the records expire. */
  readonly retriesMax: number;
  /** -1 means until the records expire. */
  readonly recordAgeSecondsMax: number;
  readonly bisects: boolean;
  /** @default every record */
  readonly matches?: ((record: StreamRecord) => boolean) | undefined;
  /** @param attempt from 1. */
  readonly process: (records: readonly StreamRecord[], attempt: number) => Promise<BatchResult>;
  /** Runs in the write that moves the position behind the records. */
  readonly discard: (records: readonly StreamRecord[], reason: DiscardReason, attempts: number) => void;
  readonly streams: StreamReader;
  readonly positions: StreamPositions;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onError: (error: unknown) => void;
}

/** A running reader of a stream. A batch that waits for its window or its next attempt does not count as busy. */
export interface StreamConsumer {
  readonly busy: boolean;
  idle(): Promise<void>;
  /** Starts no further batch. Resolves when the running one has ended; its outcome is ignored, and it runs again after a restart. */
  stop(): Promise<void>;
}

const BYTES_MAX = 6 * 1024 * 1024;

/** AWS does not publish its waits between attempts. */
const WAIT_MS_MAX = 60_000;

/**
 * Processes a stream in order, batch after batch: a batch that fails holds up the ones after it, until it succeeds, its retries are
 * exhausted, or its records are too old.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export const consumeStream = (props: StreamConsumerProps): StreamConsumer => {
  const { name, streamArn, streams, positions, clock, store } = props;
  const limits = { batchSize: props.batchSize, bytesMax: props.bytesMax ?? BYTES_MAX, matches: props.matches ?? (() => true) };
  const attempt = attempter(props);
  let running: Promise<void> | undefined;
  let stopped = false;
  /** Cancels the wait for a window or the next attempt. */
  let wait: { readonly kind: 'window' | 'retry'; readonly cancel: () => void } | undefined;
  let windowEndMs: number | undefined;
  let failures = 0;

  const waitUntil = (kind: 'window' | 'retry', timeMs: number): void => {
    wait?.cancel();
    const cancel = clock.at(timeMs, () => {
      wait = undefined;
      run();
    });
    wait = { kind, cancel };
  };

  /** @returns the batch to process now. */
  const take = (): NextBatch | undefined => {
    const batch = nextBatch(streams, streamArn, positions.get(name) ?? { after: '', pending: [] }, limits);
    if (batch === undefined) return undefined;
    if (!batch.full && props.windowSeconds > 0) {
      windowEndMs ??= clock.now() + props.windowSeconds * 1_000;
      if (clock.now() < windowEndMs) {
        waitUntil('window', windowEndMs);
        return undefined;
      }
    }
    windowEndMs = undefined;
    return batch;
  };

  const work = async (): Promise<void> => {
    while (!stopped) {
      const batch = take();
      if (batch === undefined) return;
      const outcome = await attempt(batch, () => stopped);
      if (outcome === 'done') failures = 0;
      else if (!stopped) {
        failures += 1;
        return waitUntil('retry', clock.now() + Math.min(backOffMs(failures, props.random()), WAIT_MS_MAX));
      }
    }
  };

  const run = (): void => {
    if (stopped || running !== undefined || wait?.kind === 'retry') return;
    wait?.cancel();
    wait = undefined;
    running = work()
      .catch((error: unknown) => {
        props.onError(error);
        waitUntil('retry', clock.now() + WAIT_MS_MAX);
      })
      .finally(() => {
        running = undefined;
      });
  };

  if (positions.get(name) === undefined) {
    const after = props.startingPosition === 'LATEST' ? streams.latest(streamArn) : '';
    store.write(() => positions.put(name, { after, pending: [] }));
  }
  const unsubscribe = streams.onRecord(streamArn, () => (running === undefined ? run() : void running.then(run)));
  run();
  return {
    get busy() {
      return running !== undefined;
    },
    async idle() {
      while (running !== undefined) await running;
    },
    async stop() {
      stopped = true;
      unsubscribe();
      wait?.cancel();
      await running;
    },
  };
};

/** Processes one batch, and moves the position according to the outcome. */
const attempter = (props: StreamConsumerProps) => {
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
