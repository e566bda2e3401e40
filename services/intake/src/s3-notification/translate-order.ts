import { z } from 'zod';
import type { Channel, Order } from './channel.ts';
import { doordash } from './channels/doordash.ts';
import { generic } from './channels/generic.ts';
import { olo } from './channels/olo.ts';
import type { OrderAddress } from './object-key.ts';
import { Rejection } from './rejection.ts';

/** The channels by the name they have in an object's key. */
export const CHANNELS: Readonly<Record<string, Channel>> = { doordash, olo, generic };

/** @throws Rejection `unknown_channel`, `not_an_order`, `order_id_differs` */
export const translateOrder = (address: OrderAddress, content: unknown): Order => {
  const channel = Object.hasOwn(CHANNELS, address.channel) ? CHANNELS[address.channel] : undefined;
  if (channel === undefined) {
    throw new Rejection(
      'unknown_channel',
      `The channel "${address.channel}" is unknown. Known channels: ${Object.keys(CHANNELS).join(', ')}.`,
    );
  }
  const wire = channel.wire.safeParse(content);
  if (!wire.success) throw new Rejection('not_an_order', `Not an order of ${address.channel}: ${z.prettifyError(wire.error)}`);
  const order = channel.translate(wire.data);
  if (order.order_id !== address.orderId) {
    throw new Rejection('order_id_differs', `The key names order ${address.orderId}, but the content names ${order.order_id}.`);
  }
  return order;
};
