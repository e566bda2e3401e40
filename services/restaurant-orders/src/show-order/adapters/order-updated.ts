import type { CallGraphql } from '@plumbline/event-kit';
import type { ShowOrderPorts } from '../show-order.ts';

/** Subscribers receive the fields that the mutation selects. */
const ORDER_UPDATED = `mutation OrderUpdated($input: OrderUpdatedInput!) {
  orderUpdated(input: $input) { id name quantity restaurantId orderStatus amountMinor currency reason }
}`;

export const orderUpdated =
  (call: CallGraphql): ShowOrderPorts['show'] =>
  async (input) => {
    await call(ORDER_UPDATED, { input });
  };
