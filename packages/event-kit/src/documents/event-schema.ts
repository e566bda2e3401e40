import { z } from 'zod';
import { commandSchema } from '../command/command.ts';
import type { CommandContract } from '../command/command-contract.ts';
import { wireSchema } from '../define-event.ts';
import type { QueryContract } from '../define-query.ts';
import type { EventContract } from '../event-contract.ts';

/** A JSON Schema of the 2020-12 dialect, without `$ref`. */
export type PublishedSchema = Readonly<Record<string, unknown>>;

/** The keywords of a published schema with the source and detail-type of its events, and its sunset. */
export const SOURCE_KEYWORD = 'x-source';
export const DETAIL_TYPE_KEYWORD = 'x-detail-type';
export const DEPRECATED_KEYWORD = 'x-deprecated';

/** A schema's globally unique name: a URN, because the schema need not be fetchable. */
export const schemaId = ({ eventType, version }: Pick<EventContract, 'eventType' | 'version'>): string =>
  `urn:plumbline:schema:${eventType}:${version}`;

/**
 * The published JSON Schema of an event's whole `detail`. It is open: consumers ignore unknown properties.
 *
 * @see https://json-schema.org/draft/2020-12
 */
export const eventSchema = (contract: EventContract): PublishedSchema => {
  const { $schema, ...schema } = z.toJSONSchema(wireSchema(contract), { target: 'draft-2020-12', ...PARAMS });
  const { deprecated, source, detailType } = contract;
  return {
    $schema,
    $id: schemaId(contract),
    title: contract.eventType,
    description: contract.summary,
    [SOURCE_KEYWORD]: source,
    [DETAIL_TYPE_KEYWORD]: detailType,
    ...(deprecated !== undefined && { deprecated: true, [DEPRECATED_KEYWORD]: { ...deprecated } }),
    ...schema,
  };
};

/** The keyword of a published schema of commands. */
export const COMMAND_KEYWORD = 'x-command';

/** The published JSON Schema of a command's message body. It is open: handlers ignore unknown properties. */
export const commandDocument = (contract: CommandContract): PublishedSchema => {
  const { commandType: title, version, summary: description } = contract;
  const { $schema, ...schema } = z.toJSONSchema(commandSchema(contract), { target: 'draft-2020-12', ...PARAMS });
  return { $schema, $id: schemaId({ eventType: title, version }), title, description, [COMMAND_KEYWORD]: true, ...schema };
};

/** The same in an older dialect, for document formats without support for the newer one. @see https://json-schema.org/draft-07 */
export const draft7Schema = (contract: EventContract): PublishedSchema => {
  const { $schema: _, ...schema } = z.toJSONSchema(wireSchema(contract), { target: 'draft-07', ...PARAMS });
  return schema;
};

/** A command's schema in the older dialect. */
export const draft7Command = (contract: CommandContract): PublishedSchema => {
  const { $schema: _, ...schema } = z.toJSONSchema(commandSchema(contract), { target: 'draft-07', ...PARAMS });
  return schema;
};

/** The JSON Schema of a query's answer. */
export const querySchema = ({ name, result }: QueryContract): PublishedSchema => {
  const { $schema, ...schema } = z.toJSONSchema(result, { target: 'draft-2020-12', ...PARAMS });
  return { $schema, title: name, ...schema };
};

const PARAMS = {
  // The input schema: a default makes a property optional for the writer, and objects stay open.
  io: 'input',
  reused: 'inline',
  cycles: 'throw',
  unrepresentable: 'throw',
} as const;
