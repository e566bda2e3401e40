import type { SaleRejected } from '@plumbline/contracts-stores';
import type { EventOf } from '@plumbline/event-kit';
import { type Addition, type AddUp, addingUp, dayOf } from '../totals/addition.ts';

/** Counts reports that could not be read, by their reasons. */
export const createCountRejected = (add: AddUp) => addingUp(add, additionOf);

const additionOf = ({ Metadata, Data }: EventOf<typeof SaleRejected>): Addition => ({
  eventId: Metadata.event_id,
  cents: 0,
  to: { reason: Data.reason, day: dayOf(Metadata.event_time_iso8601) },
});
