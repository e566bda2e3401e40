import type { z } from 'zod';
import type { QueryContract } from './define-query.ts';
import type { Deprecation } from './deprecation.ts';

/** An event: what it is called on the bus, who owns it, and what is in it. */
export interface EventContract<Type extends string = string, Data extends z.ZodObject = z.ZodObject> {
  /** `Metadata.event_type`: a fact in the past tense, in PascalCase. */
  readonly eventType: Type;
  /** EventBridge's `detail-type`; at most 128 characters. */
  readonly detailType: string;
  /** EventBridge's `source`; at most 256 characters, not starting with `aws.`. */
  readonly source: string;
  /** `major.minor`. An additive change is a new minor, a breaking one a new major. */
  readonly version: string;
  readonly summary: string;
  /** The team to ask, in kebab-case. */
  readonly owner: string;
  readonly data: Data;
  /** Events as they are on the wire. They are validated when the contract is loaded, so that none can be wrong. */
  readonly examples: readonly EventExample[];
  /** The older major that is published beside this one, and how to make it. @default this major is published alone */
  readonly downcast?: Downcast<Data>;
  /** How to read the older major, for events of it that are still under way when a consumer moves. @default they are refused */
  readonly upcast?: Upcast<Data>;
  /** This major will go away. @default it stays */
  readonly deprecated?: Deprecation;
  /**
   * Why it is right that nobody takes it, or, by property of the data, why it is right that nobody asks for some of its values.
   * @default every event has a consumer, and every value of a property that events are routed by
   */
  readonly terminal?: string | Readonly<Partial<Record<PropertyOf<Data>, string>>>;
  /** Properties of the data by which consumers share the events among them, beside those that rules show. */
  readonly routedBy?: readonly PropertyOf<Data>[];
  /**
   * Somebody else writes this event in a format of their own: its `detail` is the data, without our metadata. It has one version, and rules
   * take it by source and detail-type.
   * @default it is in our envelope
   */
  readonly foreign?: Foreign<PropertyOf<Data>>;
  /** This event is the thin variant of another. @default it tells everything itself */
  readonly thin?: ThinVariant;
}

/** The name of a property of an event's data. */
export type PropertyOf<Data extends z.ZodObject> = keyof Data['shape'] & string;

/** What has to be known of an event that is not in our envelope. */
export interface Foreign<Property extends string = string> {
  /**
   * The property of the data that tells the same event when it comes again, in a copy of its own. Where it is missing, only what EventBridge
   * delivers again is known to be the same.
   */
  readonly identifiedBy: Property;
}

export interface EventExample {
  readonly name: string;
  /** The event's `detail`. */
  readonly detail: unknown;
}

/**
 * How a new major is told in the words of the older one, which is published beside it until its sunset. Both are the same event:
 * they have one `event_id`, so that a consumer that moves drops what it has seen already.
 */
export interface Downcast<Data extends z.ZodObject = z.ZodObject> {
  readonly to: EventContract;
  // A method, not a property: contracts of different data stay assignable to EventContract.
  data(newer: z.infer<Data>): unknown;
}

/** How an event of the older major is read by a consumer of the newer one. */
export interface Upcast<Data extends z.ZodObject = z.ZodObject> {
  readonly from: EventContract;
  data(older: never): z.infer<Data>;
}

/** What makes an event the thin variant of another: it tells the id and what changed, and the query tells the rest. */
export interface ThinVariant<Fat extends EventContract = EventContract> {
  readonly of: Fat;
  readonly enrichedBy: QueryContract;
}
