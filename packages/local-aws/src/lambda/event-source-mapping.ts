import { AwsError } from '../aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { Iam } from '../iam/iam.ts';
import type { Principal } from '../iam/principal.ts';
import type { Observer } from '../occurrence.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Lambda } from './lambda.ts';

/** A queue whose messages invoke a function in batches. */
export interface EventSourceMapping {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  /** Seconds to wait for a batch to fill. */
  readonly windowSeconds: number;
  readonly concurrencyMax?: number;
  /** `ReportBatchItemFailures`: only the messages that the function names are received again. */
  readonly reportsFailures: boolean;
}

interface Props {
  readonly mapping: EventSourceMapping;
  readonly role: Principal;
  readonly iam: Iam;
  readonly sqs: Sqs;
  readonly clock: Clock;
  readonly invoke: Lambda['invoke'];
  readonly concurrencyMax: number;
  readonly observe: Observer;
}

/** A running event source mapping. */
export interface QueuePoller {
  /** Whether a batch is running. One that waits for its window to close is not. */
  readonly busy: boolean;
  idle(): Promise<void>;
  /** Takes no further batch. Resolves when the running ones have ended. */
  stop(): Promise<void>;
}

/** SQS gives at most ten messages a receive; Lambda puts several receives into one batch. */
const RECEIVE_MAX = 10;

type SqsRecord = ReturnType<Sqs['receive']>[number];

/**
 * Takes batches from a queue for as long as it has messages: the local event source mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export const pollQueue = (props: Props): QueuePoller => {
  const { mapping, sqs, clock, iam, role } = props;
  const concurrencyMax = Math.min(mapping.concurrencyMax ?? Number.POSITIVE_INFINITY, props.concurrencyMax);
  const running = new Set<Promise<void>>();
  let batch: SqsRecord[] = [];
  let closeWindow: (() => void) | undefined;
  let stopped = false;

  for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
    iam.authorize(role, { action: `sqs:${action}`, resource: mapping.queueArn });
  }

  const fill = (): void => {
    while (batch.length < mapping.batchSize) {
      const records = receive(props, Math.min(RECEIVE_MAX, mapping.batchSize - batch.length));
      batch.push(...records);
      if (records.length === 0) return;
    }
  };

  const take = (): void => {
    while (!stopped && running.size < concurrencyMax) {
      fill();
      if (batch.length === 0) return;
      if (batch.length < mapping.batchSize && mapping.windowSeconds > 0) {
        closeWindow ??= clock.at(clock.now() + mapping.windowSeconds * 1_000, dispatch);
        return;
      }
      dispatch();
    }
  };

  const dispatch = (): void => {
    closeWindow?.();
    closeWindow = undefined;
    const records = batch;
    batch = [];
    if (records.length === 0 || stopped) return;
    const run = runBatch(props, records).finally(() => {
      running.delete(run);
      take();
    });
    running.add(run);
  };

  const unsubscribe = sqs.onVisible(mapping.queueArn, take);
  take();
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
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
      return idle();
    },
  };
};

/** A queue that refuses, because it has been deleted or has too many messages in flight, must not stop the others. */
const receive = ({ mapping: { queueArn }, sqs, observe }: Props, max: number): readonly SqsRecord[] => {
  try {
    return sqs.receive(queueArn, { max });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    observe({ kind: 'warning', message: `Lambda could not receive from ${queueArn}: ${error.message}` });
    return [];
  }
};

const runBatch = async ({ mapping, sqs, invoke, observe }: Props, records: readonly SqsRecord[]): Promise<void> => {
  const linkedTraceHeaders = records.flatMap(({ attributes }) => attributes.AWSTraceHeader ?? []);
  const result = await invoke(mapping.functionArn, JSON.stringify({ Records: records }), { linkedTraceHeaders });
  const failed =
    result.functionError === undefined ? failedIds(mapping, records, result.payload) : records.map(({ messageId }) => messageId);
  const again = new Set(failed);
  const done = records.filter(({ messageId }) => !again.has(messageId));
  try {
    for (const { receiptHandle } of done) sqs.remove(mapping.queueArn, receiptHandle);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    observe({ kind: 'warning', message: `Lambda could not delete from ${mapping.queueArn}: ${error.message}` });
  }
};

/**
 * The messages to receive again. An empty answer means success; one that can't be read, or names an unknown message,
 * means that the whole batch failed.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
const failedIds = (mapping: EventSourceMapping, records: readonly SqsRecord[], payload: string): readonly string[] => {
  if (!mapping.reportsFailures) return [];
  const all = records.map(({ messageId }) => messageId);
  const answer = JSON.parse(payload) as { readonly batchItemFailures?: unknown } | null;
  if (answer === null) return [];
  if (typeof answer !== 'object') return all;
  if (Object.keys(answer).length === 0) return [];
  if (!('batchItemFailures' in answer)) return all;
  if (answer.batchItemFailures === null) return [];
  if (!Array.isArray(answer.batchItemFailures)) return all;
  const ids = (answer.batchItemFailures as { readonly itemIdentifier?: unknown }[]).map((failure) => failure?.itemIdentifier);
  return ids.every((id): id is string => typeof id === 'string' && all.includes(id)) ? ids : all;
};
