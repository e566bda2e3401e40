import { z } from 'zod';
import { detailSchema, type EventContract } from '../define-event.ts';

/** A JSON Schema of the 2020-12 dialect, without `$ref`. */
export type PublishedSchema = Readonly<Record<string, unknown>>;

/** A schema's name in all the world: a URN, since nobody has to be able to fetch it. */
export const schemaId = ({ eventType, version }: Pick<EventContract, 'eventType' | 'version'>): string =>
  `urn:plumbline:schema:${eventType}:${version}`;

/**
 * The JSON Schema of an event's whole `detail`, as it is published. It is open: consumers ignore what they do not know.
 *
 * @see https://json-schema.org/draft/2020-12
 */
export const eventSchema = (contract: EventContract): PublishedSchema => {
  const { $schema, ...schema } = z.toJSONSchema(detailSchema(contract), {
    target: 'draft-2020-12',
    // What comes in: a default makes a property optional for whoever writes it, and objects stay open.
    io: 'input',
    reused: 'inline',
    cycles: 'throw',
    unrepresentable: 'throw',
  });
  const { deprecated } = contract;
  return {
    $schema,
    $id: schemaId(contract),
    title: contract.eventType,
    description: contract.summary,
    ...(deprecated !== undefined && { deprecated: true, 'x-deprecated': { ...deprecated } }),
    ...schema,
  };
};
