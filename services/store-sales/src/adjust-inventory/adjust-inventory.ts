import type { InventoryAdjusted } from '@plumbline/contracts-stores';
import type { EventOf } from '@plumbline/event-kit';
import type { Addition, AddUp } from '../totals/addition.ts';

type Queued = readonly [event: EventOf<typeof InventoryAdjusted>, ...rest: readonly unknown[]];

/** Adds what came into the stores to the totals; what went out is subtracted. */
export const createAdjustInventory = (add: AddUp) => ({
  each: async (...[event]: Queued): Promise<void> => add([additionOf(event)]),
  together: async (batch: readonly Queued[]): Promise<void> => add(batch.map(([event]) => additionOf(event))),
});

const additionOf = ({ Metadata, Data }: EventOf<typeof InventoryAdjusted>): Addition => ({
  eventId: Metadata.event_id,
  storeId: Data.store_id,
  category: Data.category,
  day: Data.reported_at.slice(0, 10),
  cents: Data.direction === 'in' ? Data.value_cents : -Data.value_cents,
});
