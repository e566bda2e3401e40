import { defineEvent } from '@plumbline/event-kit';
import example from '../examples/order-accepted.json' with { type: 'json' };
import { orderData } from './order-data.ts';

export const OrderAccepted = defineEvent({
  eventType: 'OrderAccepted',
  detailType: 'order-accepted',
  source: 'plumbline.orders',
  version: '1.0',
  summary: 'The order is stored and will be prepared.',
  owner: 'orders-team',
  data: orderData,
  examples: [{ name: 'A DoorDash order, delivered by DoorDash', detail: example }],
});
