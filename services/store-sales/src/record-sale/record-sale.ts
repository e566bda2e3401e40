import type { SaleRecorded } from '@plumbline/contracts-stores';
import type { EventOf } from '@plumbline/event-kit';
import type { Addition, AddUp } from '../totals/addition.ts';

type Queued = readonly [event: EventOf<typeof SaleRecorded>, ...rest: readonly unknown[]];

/** Adds sales to the totals; what came back is subtracted. */
export const createRecordSale = (add: AddUp) => ({
  each: async (...[event]: Queued): Promise<void> => add([additionOf(event)]),
  together: async (batch: readonly Queued[]): Promise<void> => add(batch.map(([event]) => additionOf(event))),
});

const additionOf = ({ Metadata, Data }: EventOf<typeof SaleRecorded>): Addition => ({
  eventId: Metadata.event_id,
  storeId: Data.store_id,
  category: Data.category,
  day: Data.reported_at.slice(0, 10),
  cents: Data.kind === 'return' ? -Data.amount_cents : Data.amount_cents,
});
