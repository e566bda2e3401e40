import { AwsError, type QueueRecord, queueRecordFilter } from '@plumbline/local-aws-kernel';
import { batchSizeOf } from '../batch-limits.ts';
import { runBatch } from '../run-batch.ts';
import { REFUSED_WAIT_MS, type Source, type SourceProps, sourceRefusal } from './source.ts';

/** SQS returns at most ten messages per receive. */
const RECEIVE_MAX = 10;

/**
 * Runs a queue through the pipe, one batch after the other. Messages that no filter matches are deleted; those that fail stay in the queue
 * and arrive again, until its redrive policy ends that.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html
 */
export const readQueue = (props: SourceProps): Source => {
  const { pipe, ports, clock, observe } = props;
  const { Name, Source: queueArn = '', Target: targetArn = '', SourceParameters } = pipe.shape;
  const parameters = SourceParameters?.SqsQueueParameters;
  const batchSize = batchSizeOf(parameters?.BatchSize, queueArn, targetArn);
  const windowMs = (parameters?.MaximumBatchingWindowInSeconds ?? 0) * 1_000;
  const patterns = (SourceParameters?.FilterCriteria?.Filters ?? []).map(({ Pattern = '' }) => Pattern);
  const matches = patterns.length === 0 ? () => true : queueRecordFilter(patterns);
  let batch: QueueRecord[] = [];
  let running: Promise<void> | undefined;
  let cancelWait: (() => void) | undefined;
  let windowEndMs: number | undefined;
  let stopped = false;

  const waitUntil = (timeMs: number): void => {
    cancelWait?.();
    cancelWait = clock.at(timeMs, () => {
      cancelWait = undefined;
      run();
    });
  };

  /** Fills the batch. @returns whether it is complete. */
  const fill = (): boolean => {
    while (batch.length < batchSize) {
      const received = ports.queues.receive(queueArn, { max: Math.min(RECEIVE_MAX, batchSize - batch.length) });
      if (received.length === 0) break;
      for (const record of received) {
        if (matches(record)) batch.push(record);
        else ports.queues.remove(queueArn, record.receiptHandle);
      }
    }
    if (batch.length === 0) return false;
    if (batch.length >= batchSize || windowMs === 0) return true;
    windowEndMs ??= clock.now() + windowMs;
    if (clock.now() >= windowEndMs) return true;
    waitUntil(windowEndMs);
    return false;
  };

  const work = async (): Promise<void> => {
    while (!stopped) {
      const refusal = sourceRefusal(props);
      if (refusal !== undefined) {
        observe({ kind: 'warning', message: `The pipe ${Name} cannot read its source: ${refusal}` });
        return waitUntil(clock.now() + REFUSED_WAIT_MS);
      }
      if (!fill()) return;
      const records = batch;
      batch = [];
      windowEndMs = undefined;
      await process(props, queueArn, records, () => stopped);
    }
  };

  const run = (): void => {
    if (stopped || running !== undefined) return;
    running = work()
      .catch((error: unknown) => {
        if (!(error instanceof AwsError)) throw error;
        observe({ kind: 'warning', message: `The pipe ${Name} could not read ${queueArn}: ${error.message}` });
        waitUntil(clock.now() + REFUSED_WAIT_MS);
      })
      .finally(() => {
        running = undefined;
      });
  };

  const unsubscribe = ports.queues.exists(queueArn)
    ? ports.queues.onVisible(queueArn, () => (running === undefined ? run() : void running.then(run)))
    : () => undefined;
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
      cancelWait?.();
      unsubscribe();
      await running;
      for (const { receiptHandle } of batch.splice(0)) ports.queues.changeVisibility(queueArn, receiptHandle, 0);
    },
  };
};

/** Runs a batch, and deletes the messages that are done. */
const process = async (props: SourceProps, queueArn: string, records: readonly QueueRecord[], stopped: () => boolean): Promise<void> => {
  const { pipe, ports, observe } = props;
  const failures = await runBatch(
    props,
    pipe,
    records.map((record) => ({ id: record.messageId, text: JSON.stringify(record), traceHeader: record.attributes['AWSTraceHeader'] })),
  );
  if (stopped() && failures.size > 0) return;
  for (const [index, { messageId, receiptHandle }] of records.entries()) {
    const failure = failures.get(index);
    const occurrence = { kind: 'pipe', pipeName: pipe.shape.Name, targetArn: pipe.shape.Target ?? '', recordId: messageId } as const;
    if (failure === undefined) {
      ports.queues.remove(queueArn, receiptHandle);
      observe({ ...occurrence, outcome: 'delivered' });
    } else observe({ ...occurrence, outcome: 'retried', reason: `${failure.code}: ${failure.message}` });
  }
};
