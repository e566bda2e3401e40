import { defineEvent } from '@plumbline/event-kit';
import example from '../examples/order-delivery-arranged.json' with { type: 'json' };
import { orderData } from './order-data.ts';

export const OrderDeliveryArranged = defineEvent({
  eventType: 'OrderDeliveryArranged',
  detailType: 'order-delivery-arranged',
  source: 'plumbline.delivery',
  version: '1.0',
  summary: 'A courier will bring the order; `provider` says whose.',
  owner: 'delivery-team',
  data: orderData,
  examples: [{ name: 'An Olo order, brought by a DoorDash courier', detail: example }],
});
