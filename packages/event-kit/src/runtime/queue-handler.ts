import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { EventOf } from '../event.ts';
import type { EventContract } from '../event-contract.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { checkOut } from './check-large-data.ts';
import type { Claims } from './claims.ts';
import { type BusEvent, eventParser } from './consume.ts';
import { deliveryMetric } from './delivery-metric.ts';
import { correlationKeys, type Run } from './run.ts';
import { traceIdOf } from './trace-id.ts';

/** Further information about a queued event. */
export interface QueuedEvent {
  /** The trace of the event; a batch has its own trace. */
  readonly traceId: string | undefined;
  /** The published `detail` of the event, including unknown properties. */
  readonly detail: unknown;
}

/** An event with its information. */
export type Queued<Consumed extends EventContract> = readonly [event: EventOf<Consumed>, queued: QueuedEvent];

export interface BatchUseCase<Consumed extends EventContract> {
  /** Handles one event. */
  readonly each: (...queued: Queued<Consumed>) => Promise<void>;
  /** Handles a whole batch, all or nothing. When it throws, `each` handles the events one by one. @default one by one */
  readonly together?: (batch: readonly Queued<Consumed>[]) => Promise<void>;
}

/**
 * The handler of a function that consumes events in batches from its queue. Reports failed records one by one, so that SQS redelivers only
 * those, and dead-letters them after the last attempt.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const queueHandler = <Consumed extends EventContract>(
  manifest: FunctionManifest<Consumed>,
  { each, together }: BatchUseCase<Consumed>,
  { about, log }: Run,
  claims: Claims,
): ((batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>) => {
  const parse = eventParser(manifest);
  const processor = new BatchProcessor(EventType.SQS);
  const count = deliveryMetric(manifest);

  const read = async (record: SQSRecord): Promise<Queued<Consumed>> => {
    const busEvent = JSON.parse(record.body) as BusEvent;
    const detail = await checkOut(claims, busEvent.detail);
    return [parse({ ...busEvent, detail }), { traceId: traceIdOf(record.attributes.AWSTraceHeader), detail }];
  };

  const allTogether = async ({ Records }: SQSEvent): Promise<boolean> => {
    if (together === undefined || Records.length === 1) return false;
    try {
      const batch = await Promise.all(Records.map(read));
      await together(batch);
      log.info('handled together', { events: batch.map(([event]) => correlationKeys(event.Metadata)) });
      return true;
    } catch (error) {
      log.info('one by one, because it failed together', { error: error as Error });
      return false;
    }
  };

  const handled = async (...[event, queued]: Queued<Consumed>): Promise<void> => {
    await each(event, queued);
    log.info('handled');
  };

  const oneByOne = async (record: SQSRecord): Promise<void> => {
    try {
      const [event, queued] = await read(record);
      await about(event.Metadata, () => handled(event, queued));
    } catch (error) {
      log.error('failed', { error: error as Error, message_id: record.messageId });
      throw error;
    }
  };

  return async (batch, context) => {
    count(batch.Records.map(({ body }) => jsonOf(body)));
    if (await allTogether(batch)) return { batchItemFailures: [] };
    return processPartialResponse(batch, oneByOne, processor, { context, throwOnFullBatchFailure: false });
  };
};

/** Skips records that are not JSON; reading them reports the error. */
const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
