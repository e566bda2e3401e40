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

/** What is known of a queued event beside its content. */
export interface QueuedEvent {
  /** The trace the event belongs to; a batch has a trace of its own. */
  readonly traceId: string | undefined;
  /** The event's `detail` as it was published, unknown properties included. */
  readonly detail: unknown;
}

/** An event with what is known of it. */
export type Queued<Consumed extends EventContract> = readonly [event: EventOf<Consumed>, queued: QueuedEvent];

export interface BatchUseCase<Consumed extends EventContract> {
  /** Handles one event. */
  readonly each: (...queued: Queued<Consumed>) => Promise<void>;
  /** Handles a whole batch, all or nothing; when it throws, `each` takes the events one by one. @default one by one */
  readonly together?: (batch: readonly Queued<Consumed>[]) => Promise<void>;
}

/**
 * The handler of a function that takes events in batches from its queue. Records that fail are reported one by one, so
 * that only they are received again, and after the queue's last attempt are dead-lettered.
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

/** What is no JSON is not counted here; reading it says what is wrong. */
const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
