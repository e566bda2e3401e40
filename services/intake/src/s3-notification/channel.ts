import type { OrderData } from '@plumbline/contracts-ordering';
import type { z } from 'zod';

/** An order in our words, before it has an object. */
export type Order = Omit<OrderData, 'original_object'>;

/** The anti-corruption layer of one channel: what the channel sends, and how to say it in our words. */
export interface Channel<Wire extends z.ZodType = z.ZodType> {
  readonly wire: Wire;
  translate(order: z.infer<Wire>): Order;
}
