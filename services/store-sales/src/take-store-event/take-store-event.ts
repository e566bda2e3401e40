import { InventoryAdjusted, SaleRecorded, SaleRejected, type StoreInventoryReported, StoreSaleReported } from '@plumbline/contracts-stores';
import { type EventOf, isEvent, type Publish } from '@plumbline/event-kit';
import { translateReport } from './translate-report.ts';

export interface TakeStoreEventPorts {
  readonly publish: Publish<typeof SaleRecorded | typeof InventoryAdjusted | typeof SaleRejected>;
}

/** The anti-corruption layer for the stores' format: no code behind it knows that format. */
export const createTakeStoreEvent =
  ({ publish }: TakeStoreEventPorts) =>
  async (event: EventOf<typeof StoreSaleReported | typeof StoreInventoryReported>): Promise<void> => {
    const { Metadata: cause, Data: report } = event;
    const reportedAs = isEvent(StoreSaleReported, event) ? 'sales-events' : 'inventory-events';
    const translated = translateReport(reportedAs, report, cause.event_time_iso8601);
    if ('sale' in translated) await publish(SaleRecorded, translated.sale, { cause });
    else if ('adjustment' in translated) await publish(InventoryAdjusted, translated.adjustment, { cause });
    else await publish(SaleRejected, { reported_as: reportedAs, ...translated.rejection, report: JSON.stringify(report) }, { cause });
  };
