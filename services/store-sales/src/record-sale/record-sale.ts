import type { SaleRecorded } from '@plumbline/contracts-stores';
import type { EventOf } from '@plumbline/event-kit';
import { type Addition, type AddUp, addingUp, dayOf } from '../totals/addition.ts';

/** Adds sales to the totals and subtracts returns. */
export const createRecordSale = (add: AddUp) => addingUp(add, additionOf);

const additionOf = ({ Metadata, Data }: EventOf<typeof SaleRecorded>): Addition => ({
  eventId: Metadata.event_id,
  cents: Data.kind === 'return' ? -Data.amount_cents : Data.amount_cents,
  to: { store: Data.store_id, category: Data.category, day: dayOf(Data.reported_at) },
});
