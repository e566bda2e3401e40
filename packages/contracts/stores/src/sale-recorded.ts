import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/sale-recorded.json' with { type: 'json' };
import { cents, reported } from './store-data.ts';

export const SaleRecorded = defineEvent({
  eventType: 'SaleRecorded',
  detailType: 'sale-recorded',
  source: 'plumbline.store-sales',
  version: '1.0',
  summary: 'A store sold something, or took it back.',
  owner: 'store-sales-team',
  data: z.object({
    ...reported,
    kind: z.enum(['sale', 'return']).describe('A return is subtracted from what the store has sold.'),
    amount_cents: cents('What the guest paid, or got back'),
  }),
  examples: [{ name: 'A book came back', detail: example }],
});
