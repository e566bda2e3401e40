import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { z } from 'zod';
import { type CommandOf, commandSchema } from '../command/command.ts';
import type { CommandContract } from '../command/command-contract.ts';
import { EventKitError } from '../errors.ts';
import type { EventContract } from '../event-contract.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import type { Trigger } from '../manifest/trigger.ts';
import { batchHandler, type ReadMessage } from './batch-handler.ts';
import type { Run } from './run.ts';

export interface CommandUseCase<Handled extends CommandContract> {
  /** Handles one command. */
  readonly each: (command: CommandOf<Handled>) => Promise<void>;
  /** Handles a whole batch, all or nothing. When it throws, `each` handles the commands one by one. @default one by one */
  readonly together?: (batch: readonly CommandOf<Handled>[]) => Promise<void>;
}

const typed = z.object({ Metadata: z.object({ command_type: z.string() }) });

/** The handler of the function that handles commands, in batches from their queues. */
export const commandHandler = <Handled extends CommandContract>(
  manifest: FunctionManifest<EventContract, EventContract, Trigger, Handled>,
  { each, together }: CommandUseCase<Handled>,
  run: Run,
): ((batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>) => {
  const schemas = new Map(manifest.handles.map((command) => [command.commandType, commandSchema(command)] as const));
  const parse = ({ body, messageId }: SQSRecord): CommandOf<Handled> => {
    const json = jsonOf(body);
    const type = typed.safeParse(json).data?.Metadata.command_type;
    const schema = schemas.get(type ?? '');
    if (schema === undefined) {
      const known = [...schemas.keys()].join(' or ');
      throw new EventKitError(
        'INVALID_COMMAND',
        `${manifest.name} received a message whose Metadata.command_type is ${type ?? 'missing'}; it handles ${known} (message ${messageId}).`,
      );
    }
    const result = schema.safeParse(json);
    if (result.success) return result.data as unknown as CommandOf<Handled>;
    throw new EventKitError(
      'INVALID_COMMAND',
      `${manifest.name} received a ${type} that does not fit its contract (message ${messageId}): ${z.prettifyError(result.error)}`,
      { cause: result.error },
    );
  };
  const read = async (record: SQSRecord): Promise<ReadMessage<readonly [CommandOf<Handled>]>> => {
    const command = parse(record);
    const { command_type, command_id, correlation_id = command_id } = command.Metadata;
    return { keys: { command_type, command_id, correlation_id }, args: [command] };
  };
  const all = together && ((batch: readonly (readonly [CommandOf<Handled>])[]) => together(batch.map(([command]) => command)));
  return batchHandler({ read, each, together: all }, run);
};

const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
