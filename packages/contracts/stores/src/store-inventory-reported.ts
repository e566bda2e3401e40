import { defineEvent } from '@plumbline/event-kit';
import example from '../examples/store-inventory-reported.json' with { type: 'json' };
import { STORES_SOURCE, storeReport } from './store-report.ts';

export const StoreInventoryReported = defineEvent({
  eventType: 'StoreInventoryReported',
  detailType: 'inventory-events',
  source: STORES_SOURCE,
  version: '1.0',
  summary: 'A store reports goods that came or went, in the words of its own system.',
  owner: 'store-feed-team',
  foreign: { identifiedBy: 'request_id' },
  data: storeReport,
  examples: [{ name: 'As the stores write it', detail: example }],
});
