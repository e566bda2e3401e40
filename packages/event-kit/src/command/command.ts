import { z } from 'zod';
import { utcTime } from '../event-time.ts';
import { majorOf } from '../major-of.ts';
import type { Cause } from '../publish.ts';
import type { CommandContract } from './command-contract.ts';

/** The metadata of every command. The sender fills it. */
export const commandMetadataSchema = z.object({
  command_time_iso8601: utcTime.describe('When it was sent.'),
  command_type: z.string().min(1).describe('What is to be done.'),
  command_version: z
    .string()
    .regex(/^\d+\.\d+$/, 'must be major.minor, such as 1.0')
    .describe('major.minor of the contract that it was sent by.'),
  command_id: z.string().min(1).describe('The same whenever the same command is delivered again.'),
  correlation_id: z.string().min(1).optional().describe('The first cause of a chain of commands and events; the same in all of them.'),
  causation_id: z.string().min(1).optional().describe('The id of the event or command that caused this one.'),
});

export type CommandMetadata = z.infer<typeof commandMetadataSchema>;

/** A command as handlers see it: the body of its message. Distributes over a union of contracts. */
export type CommandOf<C extends CommandContract> = C extends CommandContract
  ? { readonly Metadata: CommandMetadata & { readonly command_type: C['commandType'] }; readonly Data: z.infer<C['data']> }
  : never;

/** The schema of a command's message body. Unknown properties are dropped, as a handler must. */
export const commandSchema = <const Type extends string, Data extends z.ZodObject>(contract: CommandContract<Type, Data>) =>
  z.object({
    Metadata: commandMetadataSchema.extend({
      command_type: z.literal(contract.commandType).describe('What is to be done.'),
      command_version: z
        .string()
        .regex(new RegExp(`^${majorOf(contract.version)}\\.\\d+$`), `must have the major version of ${contract.version}`)
        .describe('major.minor of the contract that it was sent by.'),
    }),
    Data: contract.data,
  });

/** A command as the cause of the events and commands that its handler publishes and sends. */
export const commandCause = ({ command_id, command_time_iso8601, correlation_id = command_id }: CommandMetadata): Cause => ({
  event_id: command_id,
  event_time_iso8601: command_time_iso8601,
  correlation_id,
});
