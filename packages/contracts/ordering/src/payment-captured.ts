import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/payment-captured.json' with { type: 'json' };

export const PaymentCaptured = defineEvent({
  eventType: 'PaymentCaptured',
  detailType: 'payment-captured',
  source: 'plumbline.payments',
  version: '1.0',
  summary: "The order's money was taken, once.",
  owner: 'payments-team',
  data: z.object({
    order_id: z.string().min(1).max(128),
    payment_id: z.uuid(),
    /** In the currency's minor unit: cents for USD. */
    amount_minor: z.int().min(0),
    /** ISO 4217. */
    currency: z.string().regex(/^[A-Z]{3}$/),
  }),
  examples: [{ name: '43.15 US dollars', detail: example }],
});
