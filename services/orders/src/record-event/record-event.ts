import type { Metadata } from '@plumbline/event-kit';
import { type RankedStatus, statusAfter } from '../order-status.ts';

/** Any event of an order. */
export interface OrderEvent {
  readonly Metadata: Metadata;
  readonly Data: { readonly order_id: string };
}

/** An event to append, and the status that it brings. */
export interface HistoryEntry {
  readonly orderId: string;
  readonly metadata: Metadata;
  /** The event as it came, unknown properties included. */
  readonly detail: unknown;
  readonly status: RankedStatus | undefined;
}

export interface RecordEventPorts {
  /** Appends the event and moves the status forward, never back. Doing it again changes nothing. */
  readonly append: (entry: HistoryEntry) => Promise<void>;
}

/** Appends an event to its order's history. */
export const createRecordEvent =
  ({ append }: RecordEventPorts) =>
  async (event: OrderEvent, { detail }: { readonly detail: unknown }): Promise<void> =>
    append({ orderId: event.Data.order_id, metadata: event.Metadata, detail, status: statusAfter(event.Metadata.event_type) });
