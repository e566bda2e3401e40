import type { OrderData } from '@plumbline/contracts-ordering';
import type { z } from 'zod';

/** An order in our terms, before it has an object. */
export type Order = Omit<OrderData, 'original_object'>;

/** The anti-corruption layer of one channel: the channel's format, and its translation into our terms. */
export interface Channel<Wire extends z.ZodType = z.ZodType> {
  readonly wire: Wire;
  translate(order: z.infer<Wire>): Order;
}
