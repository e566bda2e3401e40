import { defineEvent } from '@plumbline/event-kit';
import example from '../examples/store-sale-reported.json' with { type: 'json' };
import { STORES_SOURCE, storeReport } from './store-report.ts';

export const StoreSaleReported = defineEvent({
  eventType: 'StoreSaleReported',
  detailType: 'sales-events',
  source: STORES_SOURCE,
  version: '1.0',
  summary: 'A store reports a sale or a return, in the words of its own system.',
  owner: 'store-feed-team',
  foreign: { identifiedBy: 'request_id' },
  data: storeReport,
  examples: [{ name: 'As the stores write it', detail: example }],
});
