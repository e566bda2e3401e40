import { z } from 'zod';
import { checkDeprecation, type Deprecation } from './deprecation.ts';
import { EventKitError } from './errors.ts';
import { metadataSchema } from './event.ts';
import { majorOf } from './major-of.ts';
import type { ThinVariant } from './thin-variant.ts';
import { checkDowncast, type Downcast, type Upcast } from './versions.ts';

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
  /** The team to ask. */
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
  readonly terminal?: string | Readonly<Record<string, string>>;
  /** Properties of the data by which consumers share the events among them, beside those that rules show. */
  readonly routedBy?: readonly string[];
  /**
   * Somebody else writes this event in a format of their own: its `detail` is the data, without our metadata. It has one version, and rules
   * take it by source and detail-type.
   * @default it is in our envelope
   */
  readonly foreign?: Foreign;
  /** This event is the thin variant of another. @default it tells everything itself */
  readonly thin?: ThinVariant;
}

/** What has to be known of an event that is not in our envelope. */
export interface Foreign {
  /**
   * The property of the data that tells the same event when it comes again, in a copy of its own. Where it is missing, only what EventBridge
   * delivers again is known to be the same.
   */
  readonly identifiedBy: string;
}

export interface EventExample {
  readonly name: string;
  /** The event's `detail`. */
  readonly detail: unknown;
}

/** Limits of PutEvents, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
export const DETAIL_TYPE_LENGTH_MAX = 128;
export const SOURCE_LENGTH_MAX = 256;

/**
 * Declares an event once. Its type, its validator, its rule pattern and the publisher's entry all come from here.
 *
 * @throws EventKitError `INVALID_DECLARATION` when a name breaks AWS's limits or an example does not fit the contract.
 * @example
 * ```ts
 * const TableSet = defineEvent({
 *   eventType: 'TableSet', detailType: 'table-set', source: 'plumbline.kitchen', version: '1.0',
 *   summary: 'A table is ready for its guests.', owner: 'kitchen-team',
 *   data: z.object({ table: z.int().min(1) }), examples: [],
 * });
 * ```
 */
export const defineEvent = <const Type extends string, Data extends z.ZodObject>(
  declaration: EventContract<Type, Data>,
): EventContract<Type, Data> => {
  const { eventType, detailType, source, version } = declaration;
  const refuse = (why: string): never => {
    throw new EventKitError('INVALID_DECLARATION', `Event ${eventType}: ${why}`);
  };
  if (!/^[A-Z][A-Za-z0-9]*$/.test(eventType)) refuse('eventType must be PascalCase, such as OrderCreated.');
  if (detailType.length === 0 || detailType.length > DETAIL_TYPE_LENGTH_MAX)
    refuse(`detailType must have 1 to ${DETAIL_TYPE_LENGTH_MAX} characters.`);
  if (source.length === 0 || source.length > SOURCE_LENGTH_MAX) refuse(`source must have 1 to ${SOURCE_LENGTH_MAX} characters.`);
  if (source.startsWith('aws.')) refuse('a source that starts with "aws." is kept for AWS services. Choose another.');
  if (!/^\d+\.\d+$/.test(version)) refuse('version must be major.minor, such as 1.0.');
  for (const example of declaration.examples) {
    const result = wireSchema(declaration).safeParse(example.detail);
    if (!result.success) refuse(`example "${example.name}" does not fit: ${z.prettifyError(result.error)}`);
  }
  if (declaration.foreign !== undefined && (declaration.downcast ?? declaration.upcast ?? declaration.thin) !== undefined) {
    refuse('it is in somebody else’s format, so it has no other versions or variants. Translate it, and publish an event of yours.');
  }
  checkDowncast(declaration, refuse);
  checkDeprecation(declaration.deprecated, refuse);
  return declaration;
};

/** The schema of an event's `detail` as it is on the bus. */
export const wireSchema = (contract: EventContract): z.ZodObject =>
  contract.foreign === undefined ? detailSchema(contract) : contract.data;

/** The schema of the whole `detail` of an event in our envelope: metadata and data. Unknown properties are dropped, as a consumer must. */
export const detailSchema = <Data extends z.ZodObject>(contract: EventContract<string, Data>) =>
  z.object({
    Metadata: metadataSchema.extend({
      event_type: z.literal(contract.eventType).describe('What happened.'),
      event_version: z
        .string()
        .regex(new RegExp(`^${majorOf(contract.version)}\\.\\d+$`), `must have the major version of ${contract.version}`)
        .describe('major.minor of the contract that it was published by.'),
    }),
    Data: contract.data,
  });
