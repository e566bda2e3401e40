import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/payment-failed.json' with { type: 'json' };

export const PaymentFailed = defineEvent({
  eventType: 'PaymentFailed',
  detailType: 'payment-failed',
  source: 'plumbline.payments',
  version: '1.0',
  summary: "The order's money could not be taken, and trying again would not help.",
  owner: 'payments-team',
  data: z.object({
    order_id: z.string().min(1).max(128).describe("The channel's id of the order."),
    reason: z.enum(['card_declined', 'card_expired', 'insufficient_funds']).describe('Why the money could not be taken.'),
    detail: z.string().describe("The gateway's own words."),
  }),
  examples: [{ name: 'A declined card', detail: example }],
});
