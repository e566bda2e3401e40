import type { Metadata } from '@plumbline/event-kit';
import { type RankedStatus, statusAfter } from '../order-status.ts';

/** Any event of an order. */
export interface OrderEvent {
  readonly Metadata: Metadata;
  readonly Data: { readonly order_id: string };
}

/** An event to append, and the status after it. */
export interface HistoryEntry {
  readonly orderId: string;
  readonly metadata: Metadata;
  /** The received event, including unknown properties. */
  readonly detail: unknown;
  readonly status: RankedStatus | undefined;
}

export interface RecordEventPorts {
  /** Appends the event once for its id, at its earliest time, and moves the status forward, never back. */
  readonly append: (entry: HistoryEntry) => Promise<void>;
  /** The same for several events, all or nothing. */
  readonly appendAll: (entries: readonly HistoryEntry[]) => Promise<void>;
}

type Queued = readonly [event: OrderEvent, queued: { readonly detail: unknown }];

/** Appends events to their orders' histories. */
export const createRecordEvent = ({ append, appendAll }: RecordEventPorts) => ({
  each: async (...queued: Queued): Promise<void> => append(entryOf(queued)),
  together: async (batch: readonly Queued[]): Promise<void> => appendAll(batch.map(entryOf)),
});

const entryOf = ([{ Metadata, Data }, { detail }]: Queued): HistoryEntry => ({
  orderId: Data.order_id,
  metadata: Metadata,
  detail,
  status: statusAfter(Metadata.event_type),
});
