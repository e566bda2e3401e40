import type { OrderAddress } from './object-key.ts';
import { CHANNELS } from './translate-order.ts';

/** The channel and id of an order's content, told by the one channel whose format it has; `undefined` when it has none. */
export const recognizeOrder = (content: unknown): Omit<OrderAddress, 'tenant'> | undefined => {
  for (const [channel, { wire, translate }] of Object.entries(CHANNELS)) {
    const order = wire.safeParse(content);
    if (order.success) return { channel, orderId: translate(order.data).order_id };
  }
  return undefined;
};
