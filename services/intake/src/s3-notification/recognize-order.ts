import type { OrderAddress } from './object-key.ts';
import { CHANNELS } from './translate-order.ts';

/** The channel and id of an order, recognised by its format; `undefined` for an unknown format. */
export const recognizeOrder = (content: unknown): Omit<OrderAddress, 'tenant'> | undefined => {
  for (const [channel, { wire, translate }] of Object.entries(CHANNELS)) {
    const order = wire.safeParse(content);
    if (order.success) return { channel, orderId: translate(order.data).order_id };
  }
  return undefined;
};
