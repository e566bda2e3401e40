import { z } from 'zod';
import type { EventContract } from './event-contract.ts';
import { utcTime } from './event-time.ts';

/** The metadata of every event. Only the publisher fills it. */
export const metadataSchema = z.object({
  event_time_iso8601: utcTime.describe('When it happened.'),
  event_type: z.string().min(1).describe('What happened.'),
  event_version: z
    .string()
    .regex(/^\d+\.\d+$/, 'must be major.minor, such as 1.0')
    .describe('major.minor of the contract that it was published by.'),
  event_id: z.uuid().describe('The same whenever the same event is delivered again, and in all major versions of it.'),
  correlation_id: z.string().min(1).optional().describe('The first cause of a chain of events; the same in all of them.'),
  causation_id: z.string().min(1).optional().describe('The id of the event that caused this one.'),
});

export type Metadata = z.infer<typeof metadataSchema>;

/** The data of a contract's event. */
export type DataOf<C extends EventContract> = z.infer<C['data']>;

/** An event as handlers see it: the `detail` of the EventBridge event. Distributes over a union of contracts. */
export type EventOf<C extends EventContract> = C extends EventContract
  ? { readonly Metadata: Metadata & { readonly event_type: C['eventType'] }; readonly Data: DataOf<C> }
  : never;

/**
 * Whether an event belongs to this contract. Distinguishes the events of a function that consumes several.
 *
 * @example
 * ```ts
 * if (isEvent(StoreSaleReported, event)) return recordSale(event.Data);
 * ```
 */
export const isEvent = <C extends EventContract, E extends { readonly Metadata: Pick<Metadata, 'event_type'> }>(
  contract: C,
  event: E,
): event is Extract<E, { readonly Metadata: { readonly event_type: C['eventType'] } }> => event.Metadata.event_type === contract.eventType;
