import { defineEvent } from '@plumbline/event-kit';
import example from '../examples/order-created.json' with { type: 'json' };
import { orderData } from './order-data.ts';

export const OrderCreated = defineEvent({
  eventType: 'OrderCreated',
  detailType: 'new-order',
  source: 'plumbline.intake',
  version: '1.0',
  summary: 'A channel sent an order, and it was understood.',
  owner: 'intake-team',
  data: orderData,
  examples: [{ name: 'A DoorDash order, delivered by DoorDash', detail: example }],
});
