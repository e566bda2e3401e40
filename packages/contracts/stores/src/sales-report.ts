import { defineQuery, measured } from '@plumbline/event-kit';
import { z } from 'zod';
import { SaleRejected } from './sale-rejected.ts';
import { category, storeId } from './store-data.ts';

/** What came in, less what went back. */
const total = {
  cents: measured(z.int(), { unit: 'cent', meaning: 'What was sold less what came back, or came in less what went out' }),
  events: z.int().min(1).describe('How many events it is the sum of.'),
};

export const SalesReport = defineQuery({
  name: 'SalesReport',
  summary: 'What the stores have sold, or have: in all, by store, by category and by day.',
  owner: 'store-sales-team',
  parameters: z.object({ of: z.enum(['sales', 'inventory']).default('sales').describe('Whose totals.') }),
  result: z.object({
    of: z.enum(['sales', 'inventory']),
    all: z.object(total).optional().describe('Missing when nothing was counted yet.'),
    by_store: z.array(z.object({ store_id: storeId, ...total })),
    by_category: z.array(z.object({ category, ...total })),
    by_day: z.array(z.object({ day: z.iso.date().describe('In UTC.'), ...total })),
    rejected: z
      .array(z.object({ reason: SaleRejected.data.shape.reason, events: total.events }))
      .describe('Reports that could not be read, by the reason; they are in no total.'),
  }),
});
