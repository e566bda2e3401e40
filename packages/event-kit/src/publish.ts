import type { DataOf, Metadata } from './event.ts';
import type { EventContract } from './event-contract.ts';

/** The cause of an event: another event's metadata, or an id from `derivedCauseId`. */
export type Cause = Pick<Metadata, 'event_id'> & Partial<Pick<Metadata, 'correlation_id' | 'event_time_iso8601'>>;

export interface PublishOptions {
  readonly cause: Cause;
  /** Distinguishes several events of one type with one cause. @default the only event */
  readonly part?: string;
}

/** The port through which a use case publishes: only the events that its manifest declares. */
export type Publish<Published extends EventContract> = <C extends Published>(
  event: C,
  data: DataOf<C>,
  options: PublishOptions,
) => Promise<void>;

/** An event to be published together with others. */
export interface ToPublish<C extends EventContract> {
  readonly event: C;
  readonly data: DataOf<C>;
  readonly options: PublishOptions;
}

/** The port through which a use case publishes many events at once. */
export type PublishAll<Published extends EventContract> = (
  events: readonly (Published extends EventContract ? ToPublish<Published> : never)[],
) => Promise<void>;
