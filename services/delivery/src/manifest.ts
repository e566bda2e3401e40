import { OrderAccepted, OrderDeliveryArranged } from '@plumbline/contracts-ordering';
import { defineFunction, defineService, on } from '@plumbline/event-kit';

export const arrangeDelivery = defineFunction({
  name: 'arrange-delivery',
  summary: 'Books a courier for an order that the restaurant has to deliver itself.',
  consumes: [on(OrderAccepted, { where: { service_info: ['self_delivery'] } })],
  publishes: [OrderDeliveryArranged],
});

export const delivery = defineService({
  name: 'delivery',
  domain: 'ordering',
  team: 'delivery-team',
  summary: 'Finds couriers.',
  functions: [arrangeDelivery],
});
