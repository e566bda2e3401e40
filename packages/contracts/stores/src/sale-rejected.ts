import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/sale-rejected.json' with { type: 'json' };

/** No report is longer, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const EVENT_BYTES_MAX = 1_048_576;

export const SaleRejected = defineEvent({
  eventType: 'SaleRejected',
  detailType: 'sale-rejected',
  source: 'plumbline.store-sales',
  version: '1.0',
  summary: 'A report of a store could not be understood. Nothing of it is lost: it is in here.',
  owner: 'store-sales-team',
  data: z.object({
    reported_as: z.enum(['sales-events', 'inventory-events']).describe('The detail-type under which it came.'),
    reason: z
      .enum(['store_id_missing', 'field_missing', 'field_invalid', 'kind_unclear', 'amount_invalid'])
      .describe('What is wrong with it.'),
    detail: z.string().max(1_024).describe('The same in words.'),
    report: z.string().max(EVENT_BYTES_MAX).describe('The report as it came, as JSON.'),
  }),
  examples: [{ name: 'Nobody knows which store', detail: example }],
});
