import type { Clock, Observer, QueueReader } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { isPassing } from './admit.ts';
import { failedIds } from './batch-result.ts';
import { batchEvent, type HeldMessage } from './batch-size.ts';
import type { Invoke } from './invoke.ts';
import type { QueueMapping } from './queue-mapping.ts';

export interface BatchRunnerProps {
  readonly mapping: QueueMapping;
  readonly queues: QueueReader;
  readonly clock: Clock;
  readonly invoke: Invoke;
  readonly observe: Observer;
}

export type BatchOutcome = 'done' | 'failed' | 'throttled';

/** Passes batches to the mapping's function, and deletes the processed messages. */
export interface BatchRunner {
  /** Resolves when the function has responded, or has been throttled until the messages are back in the queue. */
  run(messages: readonly HeldMessage[]): Promise<BatchOutcome>;
  /** Whether the function is processing a batch. A batch that waits because of throttling does not count. */
  readonly busy: boolean;
  idle(): Promise<void>;
  /** Stops all retries. */
  stop(): void;
}

/** AWS does not publish its backoff for a throttled function. */
const BACK_OFF_FIRST_MS = 1_000;

/**
 * "Lambda continues to retry the message until the message's timestamp exceeds your queue's visibility timeout."
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const batchRunner = (props: BatchRunnerProps): BatchRunner => {
  const { clock } = props;
  const running = new Set<Promise<BatchOutcome>>();
  const waiting = new Set<() => void>();
  let stopped = false;

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

  return {
    async run(messages) {
      for (let waitMs = BACK_OFF_FIRST_MS; ; waitMs *= 2) {
        const batch = runBatch(props, messages);
        running.add(batch);
        const outcome = await batch.finally(() => running.delete(batch));
        if (outcome !== 'throttled' || stopped) return outcome;
        const visibleAtMs = (messages[0]?.receivedAtMs ?? 0) + visibilityMs(props);
        const retryAtMs = Math.min(clock.now() + waitMs, visibleAtMs);
        await until(retryAtMs);
        if (stopped || retryAtMs === visibleAtMs) return 'throttled';
      }
    },
    get busy() {
      return running.size > 0;
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
    stop() {
      stopped = true;
      for (const end of [...waiting]) end();
    },
  };
};

const runBatch = async (props: BatchRunnerProps, messages: readonly HeldMessage[]): Promise<BatchOutcome> => {
  const { mapping, queues, invoke } = props;
  const records = messages.map(({ record }) => record);
  const linkedTraceHeaders = records.flatMap(({ attributes }) => attributes['AWSTraceHeader'] ?? []);
  try {
    const result = await invoke(mapping.functionArn, batchEvent(messages), { linkedTraceHeaders });
    const failed = new Set(
      failedIds(
        mapping.reportsFailures,
        records.map(({ messageId }) => messageId),
        result,
      ),
    );
    for (const { messageId, receiptHandle } of records) if (!failed.has(messageId)) queues.remove(mapping.queueArn, receiptHandle);
    return failed.size === 0 ? 'done' : 'failed';
  } catch (error) {
    if (isPassing(error)) return 'throttled';
    warnOf(props, `Lambda could not finish a batch from ${mapping.queueArn}`, error);
    return 'failed';
  }
};

const visibilityMs = ({ queues, mapping: { queueArn } }: BatchRunnerProps): number =>
  queues.exists(queueArn) ? queues.visibilitySeconds(queueArn) * 1_000 : 0;

/** A queue that rejects a call, because it is deleted or has too many messages in flight, must not stop the others. */
export const warnOf = ({ observe }: Pick<BatchRunnerProps, 'observe'>, what: string, error: unknown): void => {
  if (!(error instanceof AwsError)) throw error;
  observe({ kind: 'warning', message: `${what}: ${error.message}` });
};
