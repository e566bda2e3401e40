import { queueRecordFilter } from '@plumbline/local-aws-kernel';
import { type BatchRunnerProps, batchRunner, warnOf } from './batch-runner.ts';
import { batchesWithinLimit, type HeldMessage, held, isFull } from './batch-size.ts';
import { RECEIVE_MAX } from './queue-mapping.ts';

export interface QueuePollerProps extends BatchRunnerProps {
  readonly concurrencyMax: number;
}

/** A running event source mapping. */
export interface QueuePoller {
  /** Whether a batch is running. A batch that waits for its window to close, or for a throttled function, does not count. */
  readonly busy: boolean;
  idle(): Promise<void>;
  /** Starts no further batch. Resolves when the running batches have ended. */
  stop(): Promise<void>;
}

/**
 * Reads batches from a queue while it has messages: the local event source mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export const pollQueue = (props: QueuePollerProps): QueuePoller => {
  const { mapping, queues, clock } = props;
  const fifo = mapping.queueArn.endsWith('.fifo');
  const concurrencyMax = Math.min(mapping.concurrencyMax ?? Number.POSITIVE_INFINITY, props.concurrencyMax);
  const receive = receiver(props);
  const runner = batchRunner(props);
  /** Batches that run, or wait because the function is throttled. */
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

  /** Messages that were received together may exceed the size of one event. In a FIFO queue, messages after a failure must wait for it. */
  const process = async (messages: readonly HeldMessage[]): Promise<void> => {
    for (const part of batchesWithinLimit(messages)) {
      const outcome = await runner.run(part);
      if (stopped || (fifo && outcome !== 'done')) return;
    }
  };

  const unsubscribe = queues.onVisible(mapping.queueArn, take);
  take();
  return {
    get busy() {
      return runner.busy;
    },
    idle: () => runner.idle(),
    stop() {
      stopped = true;
      closeWindow?.();
      unsubscribe();
      runner.stop();
      giveBack(props, batch.splice(0));
      return runner.idle();
    },
  };
};

/** Adds the matching messages to the batch and deletes the others. @returns whether there were any messages. */
const receiver = (props: QueuePollerProps): ((max: number, batch: HeldMessage[]) => boolean) => {
  const { mapping, queues, clock } = props;
  const patterns = mapping.filterPatterns ?? [];
  const counts = patterns.length === 0 ? () => true : queueRecordFilter(patterns);
  return (max, batch) => {
    try {
      const records = queues.receive(mapping.queueArn, { max });
      for (const record of records) {
        if (counts(record)) batch.push(held(record, clock.now()));
        else queues.remove(mapping.queueArn, record.receiptHandle);
      }
      return records.length > 0;
    } catch (error) {
      warnOf(props, `Lambda could not receive from ${mapping.queueArn}`, error);
      return false;
    }
  };
};

/** Makes the messages that wait for the window to close visible again immediately. */
const giveBack = (props: QueuePollerProps, messages: readonly HeldMessage[]): void => {
  const { queues, mapping } = props;
  try {
    for (const { record } of messages) queues.changeVisibility(mapping.queueArn, record.receiptHandle, 0);
  } catch (error) {
    warnOf(props, `Lambda could not return messages to ${mapping.queueArn}`, error);
  }
};
