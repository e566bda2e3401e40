import { z } from 'zod';
import { checkDeprecation } from './deprecation.ts';
import { metadataSchema } from './event.ts';
import type { EventContract } from './event-contract.ts';
import { majorOf } from './major-of.ts';
import { nearest } from './nearest.ts';
import { checkName, type Refuse, refusing } from './refuse.ts';
import { checkCasts } from './versions.ts';

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
  const { eventType, detailType, source, version, owner } = declaration;
  const refuse = refusing(`Event ${eventType}`);
  if (!PASCAL_CASE.test(eventType)) refuse('eventType must be PascalCase, such as OrderCreated.');
  if (detailType.length === 0 || detailType.length > DETAIL_TYPE_LENGTH_MAX)
    refuse(`detailType must have 1 to ${DETAIL_TYPE_LENGTH_MAX} characters.`);
  if (source.length === 0 || source.length > SOURCE_LENGTH_MAX) refuse(`source must have 1 to ${SOURCE_LENGTH_MAX} characters.`);
  if (source.startsWith('aws.')) refuse('a source that starts with "aws." is reserved for AWS services. Choose another source.');
  if (!/^\d+\.\d+$/.test(version)) refuse('version must be major.minor, such as 1.0.');
  checkName(refuse, 'owner', owner);
  checkProperties(declaration, refuse);
  for (const example of declaration.examples) {
    const result = wireSchema(declaration).safeParse(example.detail);
    if (!result.success) refuse(`example "${example.name}" does not fit: ${z.prettifyError(result.error)}`);
  }
  if (declaration.foreign !== undefined && (declaration.downcast ?? declaration.upcast ?? declaration.thin) !== undefined) {
    refuse('it is in a foreign format, which has no other versions or variants. Translate it, and publish one of your own events.');
  }
  checkCasts(declaration, refuse);
  checkDeprecation(declaration.deprecated, refuse);
  return declaration;
};

export const PASCAL_CASE = /^[A-Z][A-Za-z0-9]*$/;

/** Options that name properties of the data must name existing ones. */
const checkProperties = ({ data, foreign, routedBy = [], terminal = '' }: EventContract, refuse: Refuse): void => {
  const known = Object.keys(data.shape);
  const reasons = typeof terminal === 'string' ? {} : terminal;
  const named = [
    ...(foreign === undefined ? [] : [['foreign.identifiedBy', foreign.identifiedBy] as const]),
    ...routedBy.map((name) => ['routedBy', name] as const),
    ...Object.keys(reasons).map((name) => ['terminal', name] as const),
  ];
  for (const [option, name] of named) {
    if (!known.includes(name))
      refuse(`${option} names "${name}", which the data does not have. Write ${nearest(name, known) ?? `one of ${known.join(', ')}`}.`);
  }
  for (const [name, reason] of Object.entries(reasons)) {
    if (reason?.trim() === '') refuse(`terminal.${name} must state why its other values need no consumer.`);
  }
};

/** The schema of an event's `detail` on the bus. */
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
