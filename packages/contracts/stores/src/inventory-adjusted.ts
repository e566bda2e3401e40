import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/inventory-adjusted.json' with { type: 'json' };
import { cents, reported } from './store-data.ts';

export const InventoryAdjusted = defineEvent({
  eventType: 'InventoryAdjusted',
  detailType: 'inventory-adjusted',
  source: 'plumbline.store-sales',
  version: '1.0',
  summary: 'A store has more or less of something.',
  owner: 'store-sales-team',
  data: z.object({
    ...reported,
    direction: z.enum(['in', 'out']).describe('What comes back goes in, what is ordered goes out.'),
    value_cents: cents('What the thing is worth'),
  }),
  examples: [{ name: 'A game was ordered', detail: example }],
});
