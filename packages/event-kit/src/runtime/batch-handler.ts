import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { CorrelationKeys, Run } from './run.ts';

/** A message that was read: its ids for the log, and the arguments of the use case. */
export interface ReadMessage<Args extends readonly unknown[]> {
  readonly keys: CorrelationKeys;
  readonly args: Args;
}

/** How a batch of messages is read and handled. */
export interface BatchWork<Args extends readonly unknown[]> {
  readonly read: (record: SQSRecord) => Promise<ReadMessage<Args>>;
  readonly each: (...args: Args) => Promise<void>;
  /** Handles a whole batch, all or nothing. When it throws, `each` handles the messages one by one. @default one by one */
  readonly together?: ((batch: readonly Args[]) => Promise<void>) | undefined;
}

/**
 * The handler of a function that reads messages in batches from a queue. Reports failed records one by one, so that SQS redelivers only
 * those, and dead-letters them after the last attempt.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const batchHandler = <Args extends readonly unknown[]>(
  { read, each, together }: BatchWork<Args>,
  { about, log }: Run,
): ((batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>) => {
  const processor = new BatchProcessor(EventType.SQS);

  const allTogether = async ({ Records }: SQSEvent): Promise<boolean> => {
    if (together === undefined || Records.length === 1) return false;
    try {
      const batch = await Promise.all(Records.map(read));
      await together(batch.map(({ args }) => args));
      log.info('handled together', { events: batch.map(({ keys }) => keys) });
      return true;
    } catch (error) {
      log.info('one by one, because it failed together', { error: error as Error });
      return false;
    }
  };

  const handled = async (args: Args): Promise<void> => {
    await each(...args);
    log.info('handled');
  };

  const oneByOne = async (record: SQSRecord): Promise<void> => {
    try {
      const { keys, args } = await read(record);
      await about(keys, () => handled(args));
    } catch (error) {
      log.error('failed', { error: error as Error, message_id: record.messageId });
      throw error;
    }
  };

  return async (batch, context) =>
    (await allTogether(batch))
      ? { batchItemFailures: [] }
      : processPartialResponse(batch, oneByOne, processor, { context, throwOnFullBatchFailure: false });
};
