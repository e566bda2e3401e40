import type { z } from 'zod';
import type { QueryContract } from './define-query.ts';
import type { Deprecation } from './deprecation.ts';

/** An event: its name on the bus, its owner, and its data. */
export interface EventContract<Type extends string = string, Data extends z.ZodObject = z.ZodObject> {
  /** `Metadata.event_type`: a fact in the past tense, in PascalCase. */
  readonly eventType: Type;
  /** EventBridge's `detail-type`; at most 128 characters. */
  readonly detailType: string;
  /** EventBridge's `source`; at most 256 characters, not starting with `aws.`. */
  readonly source: string;
  /** `major.minor`. An additive change needs a new minor version, a breaking change a new major version. */
  readonly version: string;
  readonly summary: string;
  /** The team to ask, in kebab-case. */
  readonly owner: string;
  readonly data: Data;
  /** Events in wire format. Loading the contract validates them. */
  readonly examples: readonly EventExample[];
  /** The older major version that is published beside this one, and its conversion. @default only this major version is published */
  readonly downcast?: Downcast<Data>;
  /** How to read the older major version, for its events in flight when a consumer moves. @default consumers reject them */
  readonly upcast?: Upcast<Data>;
  /** The sunset of this major version. @default the version is not deprecated */
  readonly deprecated?: Deprecation;
  /**
   * Why the event needs no consumer, or, by property of the data, why some of its values need none.
   * @default every event and every value of a routing field has a consumer
   */
  readonly terminal?: string | Readonly<Partial<Record<PropertyOf<Data>, string>>>;
  /** Properties of the data by which consumers split the events, in addition to those that rules reveal. */
  readonly routedBy?: readonly PropertyOf<Data>[];
  /**
   * Another system writes this event in its own format: its `detail` is the data, without our metadata. It has one version, and rules match
   * it by source and detail-type.
   * @default the event is in our envelope
   */
  readonly foreign?: Foreign<PropertyOf<Data>>;
  /** This event is the thin variant of another. @default the event carries all of its data */
  readonly thin?: ThinVariant;
}

/** The name of a property of an event's data. */
export type PropertyOf<Data extends z.ZodObject> = keyof Data['shape'] & string;

/** The declaration of an event without our envelope. */
export interface Foreign<Property extends string = string> {
  /**
   * The property of the data that identifies a repetition of the same event. If an event lacks it, only redeliveries of EventBridge count as
   * the same event.
   */
  readonly identifiedBy: Property;
}

export interface EventExample {
  readonly name: string;
  /** The event's `detail`. */
  readonly detail: unknown;
}

/**
 * The conversion of a new major version into the older one, which is published beside it until its sunset. Both are the same event: they
 * share an `event_id`, so that a consumer that moves drops events that it has already processed.
 */
export interface Downcast<Data extends z.ZodObject = z.ZodObject> {
  readonly to: EventContract;
  // A method, not a property: contracts of different data stay assignable to EventContract.
  data(newer: z.infer<Data>): unknown;
}

/** How a consumer of the newer major version reads an event of the older one. */
export interface Upcast<Data extends z.ZodObject = z.ZodObject> {
  readonly from: EventContract;
  data(older: never): z.infer<Data>;
}

/** The thin variant of an event carries the id and the changes. A query returns the rest. */
export interface ThinVariant<Fat extends EventContract = EventContract> {
  readonly of: Fat;
  readonly enrichedBy: QueryContract;
}
