import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { Observer } from '../occurrence.ts';
import type { SqsEventRecord } from '../sqs/event-record.ts';
import type { Sqs } from '../sqs/sqs.ts';
import { isPassing } from './admit.ts';
import { failedIds } from './batch-result.ts';
import { batchEvent, batchesWithinLimit, type HeldMessage, held, isFull } from './batch-size.ts';
import { eventFilter } from './event-filter.ts';
import { type EventSourceMapping, RECEIVE_MAX, visibilityTimeoutOf } from './event-source-mapping.ts';
import type { Lambda } from './lambda.ts';

export interface QueuePollerProps {
  readonly mapping: EventSourceMapping;
  readonly sqs: Sqs;
  readonly clock: Clock;
  readonly invoke: Lambda['invoke'];
  readonly concurrencyMax: number;
  readonly observe: Observer;
}

/** A running event source mapping. */
export interface QueuePoller {
  /** Whether a batch is running. One that waits for its window to close, or for a throttled function, is not. */
  readonly busy: boolean;
  idle(): Promise<void>;
  /** Takes no further batch. Resolves when the running ones have ended. */
  stop(): Promise<void>;
}

/** AWS does not publish how it slows down for a throttled function. */
const BACK_OFF_FIRST_MS = 1_000;

type BatchOutcome = 'done' | 'failed' | 'throttled';

/**
 * Takes batches from a queue for as long as it has messages: the local event source mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export const pollQueue = (props: QueuePollerProps): QueuePoller => {
  const { mapping, sqs, clock } = props;
  const fifo = mapping.queueArn.endsWith('.fifo');
  const concurrencyMax = Math.min(mapping.concurrencyMax ?? Number.POSITIVE_INFINITY, props.concurrencyMax);
  const receive = receiver(props);
  const running = new Set<Promise<BatchOutcome>>();
  const waiting = new Set<() => void>();
  let slots = 0;
  let batch: HeldMessage[] = [];
  let closeWindow: (() => void) | undefined;
  let stopped = false;

  const take = (): void => {
    while (!stopped && slots < concurrencyMax) {
      let received = true;
      while (received && !isFull(mapping, batch)) received = receive(Math.min(RECEIVE_MAX, mapping.batchSize - batch.length), batch);
      if (batch.length === 0) return;
      if (!isFull(mapping, batch) && mapping.windowSeconds > 0) {
        closeWindow ??= clock.at(clock.now() + mapping.windowSeconds * 1_000, dispatch);
        return;
      }
      dispatch();
    }
  };

  const dispatch = (): void => {
    closeWindow?.();
    closeWindow = undefined;
    const messages = batch;
    batch = [];
    if (messages.length === 0 || stopped) return;
    slots += 1;
    void process(messages).finally(() => {
      slots -= 1;
      take();
    });
  };

  /** What was received together may be too much for one event. What follows a failure in a FIFO queue must wait for it. */
  const process = async (messages: readonly HeldMessage[]): Promise<void> => {
    for (const part of batchesWithinLimit(messages)) {
      const outcome = await runUntilVisible(part);
      if (stopped || (fifo && outcome !== 'done')) return;
    }
  };

  /** A batch that is throttled is tried again until its messages come back to the queue by themselves. */
  const runUntilVisible = async (messages: readonly HeldMessage[]): Promise<BatchOutcome> => {
    for (let waitMs = BACK_OFF_FIRST_MS; ; waitMs *= 2) {
      const run = runBatch(props, messages);
      running.add(run);
      const outcome = await run.finally(() => running.delete(run));
      if (outcome !== 'throttled' || stopped) return outcome;
      const visibleAtMs = (messages[0]?.receivedAtMs ?? 0) + visibilityMs(props);
      const retryAtMs = Math.min(clock.now() + waitMs, visibleAtMs);
      await until(retryAtMs);
      if (stopped || retryAtMs === visibleAtMs) return 'throttled';
    }
  };

  const until = (timeMs: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        cancel();
        waiting.delete(end);
        resolve();
      };
      const cancel = clock.at(timeMs, end);
      waiting.add(end);
    });

  const unsubscribe = sqs.onVisible(mapping.queueArn, take);
  take();
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return {
    get busy() {
      return running.size > 0;
    },
    idle,
    stop() {
      stopped = true;
      closeWindow?.();
      unsubscribe();
      for (const end of [...waiting]) end();
      giveBack(props, batch.splice(0));
      return idle();
    },
  };
};

/** Adds the messages that count to the batch, deletes the others, and answers whether there were any. */
const receiver = (props: QueuePollerProps): ((max: number, batch: HeldMessage[]) => boolean) => {
  const { mapping, sqs, clock } = props;
  const patterns = mapping.filterPatterns ?? [];
  const counts = patterns.length === 0 ? () => true : eventFilter(patterns);
  return (max, batch) => {
    try {
      const records = sqs.receive(mapping.queueArn, { max });
      for (const record of records) {
        if (counts(record)) batch.push(held(record, clock.now()));
        else sqs.remove(mapping.queueArn, record.receiptHandle);
      }
      return records.length > 0;
    } catch (error) {
      warn(props, `Lambda could not receive from ${mapping.queueArn}`, error);
      return false;
    }
  };
};

const runBatch = async (props: QueuePollerProps, messages: readonly HeldMessage[]): Promise<BatchOutcome> => {
  const { mapping, sqs, invoke } = props;
  const records: readonly SqsEventRecord[] = messages.map(({ record }) => record);
  const linkedTraceHeaders = records.flatMap(({ attributes }) => attributes['AWSTraceHeader'] ?? []);
  try {
    const result = await invoke(mapping.functionArn, batchEvent(messages), { linkedTraceHeaders });
    const failed = new Set(failedIds(mapping.reportsFailures, records, result));
    for (const { messageId, receiptHandle } of records) if (!failed.has(messageId)) sqs.remove(mapping.queueArn, receiptHandle);
    return failed.size === 0 ? 'done' : 'failed';
  } catch (error) {
    if (isPassing(error)) return 'throttled';
    warn(props, `Lambda could not finish a batch from ${mapping.queueArn}`, error);
    return 'failed';
  }
};

/** What waited for its window to close can be received again at once. */
const giveBack = (props: QueuePollerProps, messages: readonly HeldMessage[]): void => {
  const { sqs, mapping } = props;
  try {
    for (const { record } of messages) sqs.changeVisibility(mapping.queueArn, record.receiptHandle, 0);
  } catch (error) {
    warn(props, `Lambda could not give messages back to ${mapping.queueArn}`, error);
  }
};

const visibilityMs = ({ sqs, mapping: { queueArn } }: QueuePollerProps): number =>
  sqs.exists(queueArn) ? visibilityTimeoutOf(sqs, queueArn) * 1_000 : 0;

/** A queue that refuses, because it has been deleted or has too many messages in flight, must not stop the others. */
const warn = ({ observe }: QueuePollerProps, what: string, error: unknown): void => {
  if (!(error instanceof AwsError)) throw error;
  observe({ kind: 'warning', message: `${what}: ${error.message}` });
};
