import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { EventContract } from '../define-event.ts';
import type { EventOf } from '../event.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { type BusEvent, eventParser } from './consume.ts';
import { correlationKeys } from './event-handler.ts';
import { functionLogger } from './function-logger.ts';

/** What is known of a queued event beside its content. */
export interface QueuedEvent {
  /** The trace the event belongs to; a batch has a trace of its own. */
  readonly traceId: string | undefined;
  /** The event's `detail` as it came, unknown properties included. */
  readonly detail: unknown;
}

/**
 * The handler of a function that takes events in batches from its queue. Records run at the same time; those that fail
 * are reported one by one, so that only they are received again, and after the queue's last attempt are dead-lettered.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const queueHandler = <Consumed extends EventContract>(
  manifest: FunctionManifest<Consumed>,
  useCase: (event: EventOf<Consumed>, queued: QueuedEvent) => Promise<void>,
): ((batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>) => {
  const parse = eventParser(manifest);
  const logger = functionLogger(manifest);
  const processor = new BatchProcessor(EventType.SQS);
  const handleRecord = async (record: SQSRecord): Promise<void> => {
    try {
      const busEvent = JSON.parse(record.body) as BusEvent;
      const event = parse(busEvent);
      await useCase(event, { traceId: /Root=([^;]+)/.exec(record.attributes.AWSTraceHeader ?? '')?.[1], detail: busEvent.detail });
      logger.info('handled', correlationKeys(event.Metadata));
    } catch (error) {
      logger.error('failed', { error: error as Error, message_id: record.messageId });
      throw error;
    }
  };
  return async (batch, context) => {
    logger.addContext(context);
    return processPartialResponse(batch, handleRecord, processor, { context, throwOnFullBatchFailure: false });
  };
};
