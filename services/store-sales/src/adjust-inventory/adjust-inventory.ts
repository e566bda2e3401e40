import type { InventoryAdjusted } from '@plumbline/contracts-stores';
import type { EventOf } from '@plumbline/event-kit';
import { type Addition, type AddUp, addingUp, dayOf } from '../totals/addition.ts';

/** Adds incoming goods to the totals and subtracts outgoing goods. */
export const createAdjustInventory = (add: AddUp) => addingUp(add, additionOf);

const additionOf = ({ Metadata, Data }: EventOf<typeof InventoryAdjusted>): Addition => ({
  eventId: Metadata.event_id,
  cents: Data.direction === 'in' ? Data.value_cents : -Data.value_cents,
  to: { store: Data.store_id, category: Data.category, day: dayOf(Data.reported_at) },
});
