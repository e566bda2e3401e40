import type { QueueRecord } from '@plumbline/local-aws-kernel';
import { runBatch } from '../run-batch.ts';
import { queueBatch } from './queue-batch.ts';
import { REFUSED_WAIT_MS, type Source, type SourceProps, sourceRefusal } from './source.ts';

/**
 * Runs a queue through the pipe, one batch after the other. Messages that no filter matches are deleted; those that fail stay in the queue
 * and arrive again, until its redrive policy ends that.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html
 */
export const readQueue = (props: SourceProps): Source => {
  const { pipe, ports, clock, observe } = props;
  const { Name, Source: queueArn = '' } = pipe.shape;
  const batch = queueBatch(props);
  let running: Promise<void> | undefined;
  let cancelWait: (() => void) | undefined;
  let stopped = false;

  const waitUntil = (timeMs: number): void => {
    cancelWait?.();
    cancelWait = clock.at(timeMs, () => {
      cancelWait = undefined;
      run();
    });
  };

  const work = async (): Promise<void> => {
    while (!stopped) {
      const refusal = sourceRefusal(props);
      if (refusal !== undefined) {
        observe({ kind: 'warning', message: `The pipe ${Name} cannot read its source: ${refusal}` });
        return waitUntil(clock.now() + REFUSED_WAIT_MS);
      }
      const records = batch.take();
      if (records === undefined) return;
      if ('untilMs' in records) return waitUntil(records.untilMs);
      await process(props, queueArn, records, () => stopped);
    }
  };

  const run = (): void => {
    if (stopped || running !== undefined) return;
    running = work()
      .catch((error: unknown) => {
        // A queue that is deleted meanwhile must not stop the others.
        observe({ kind: 'warning', message: `The pipe ${Name} could not read ${queueArn}: ${(error as Error).message}` });
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
      for (const { receiptHandle } of batch.release()) ports.queues.changeVisibility(queueArn, receiptHandle, 0);
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
