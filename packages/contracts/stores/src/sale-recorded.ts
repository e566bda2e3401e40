import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/sale-recorded.json' with { type: 'json' };
import { category, cents, product, reportedAt, reportId, storeId } from './store-data.ts';

export const SaleRecorded = defineEvent({
  eventType: 'SaleRecorded',
  detailType: 'sale-recorded',
  source: 'plumbline.store-sales',
  version: '1.0',
  summary: 'A store sold something, or took it back.',
  owner: 'store-sales-team',
  data: z.object({
    report_id: reportId,
    reported_at: reportedAt,
    store_id: storeId,
    product,
    category,
    kind: z.enum(['sale', 'return']).describe('A return is subtracted from what the store has sold.'),
    amount_cents: cents('What the guest paid, or got back'),
  }),
  examples: [{ name: 'A book came back', detail: example }],
});
