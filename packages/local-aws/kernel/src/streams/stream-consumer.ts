import { backOffMs } from '../targets/back-off.ts';
import { attempter, type BatchWork } from './attempt-batch.ts';
import { type NextBatch, nextBatch } from './next-batch.ts';
import type { StreamReader, StreamRecord } from './stream-reader.ts';

export interface StreamConsumerProps extends BatchWork {
  readonly streamArn: string;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly batchSize: number;
  /** @default 6 MB, a function's event */
  readonly bytesMax?: number;
  readonly windowSeconds: number;
  /** @default every record */
  readonly matches?: ((record: StreamRecord) => boolean) | undefined;
  readonly streams: StreamReader;
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
