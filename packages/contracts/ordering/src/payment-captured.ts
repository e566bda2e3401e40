import { defineEvent } from '@plumbline/event-kit';
import { z } from 'zod';
import example from '../examples/payment-captured.json' with { type: 'json' };
import { currency, minorUnits } from './money.ts';

export const PaymentCaptured = defineEvent({
  eventType: 'PaymentCaptured',
  detailType: 'payment-captured',
  source: 'plumbline.payments',
  version: '1.0',
  summary: "The order's money was taken, once.",
  owner: 'payments-team',
  data: z.object({
    order_id: z.string().min(1).max(128).describe("The channel's id of the order."),
    payment_id: z.uuid().describe("The gateway's id of the payment."),
    amount_minor: minorUnits('What was captured'),
    currency,
  }),
  examples: [{ name: '43.15 US dollars', detail: example }],
});
