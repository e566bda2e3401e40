import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { EventOf } from '../event.ts';
import type { EventContract } from '../event-contract.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { batchHandler, type ReadMessage } from './batch-handler.ts';
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

/** The handler of a function that consumes events in batches from its queue. */
export const queueHandler = <Consumed extends EventContract>(
  manifest: FunctionManifest<Consumed>,
  { each, together }: BatchUseCase<Consumed>,
  run: Run,
  claims: Claims,
): ((batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>) => {
  const parse = eventParser(manifest);
  const count = deliveryMetric(manifest);
  const read = async (record: SQSRecord): Promise<ReadMessage<Queued<Consumed>>> => {
    const busEvent = JSON.parse(record.body) as BusEvent;
    const detail = await checkOut(claims, busEvent.detail);
    const event = parse({ ...busEvent, detail });
    return { keys: correlationKeys(event.Metadata), args: [event, { traceId: traceIdOf(record.attributes.AWSTraceHeader), detail }] };
  };
  const handle = batchHandler({ read, each, together }, run);
  return async (batch, context) => {
    count(batch.Records.map(({ body }) => jsonOf(body)));
    return handle(batch, context);
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
