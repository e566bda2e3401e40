import { z } from 'zod';
import { PASCAL_CASE } from '../define-event.ts';
import { QUEUE_NAME_LENGTH_MAX } from '../manifest/deployed-length.ts';
import { checkName, refusing } from '../refuse.ts';
import { commandSchema } from './command.ts';
import type { CommandContract } from './command-contract.ts';

/**
 * Declares a command once. Its type, its validator, its queue and the sender's permission all come from here.
 *
 * @throws EventKitError `INVALID_DECLARATION` when a name breaks AWS's limits or an example does not fit the contract.
 * @example
 * ```ts
 * const SetTable = defineCommand({
 *   commandType: 'SetTable', version: '1.0', summary: 'Get a table ready.', owner: 'kitchen-team',
 *   data: z.object({ table: z.int().min(1) }), examples: [],
 * });
 * ```
 */
export const defineCommand = <const Type extends string, Data extends z.ZodObject>(
  declaration: CommandContract<Type, Data>,
): CommandContract<Type, Data> => {
  const { commandType, version, owner } = declaration;
  const refuse = refusing(`Command ${commandType}`);
  if (!PASCAL_CASE.test(commandType)) refuse('commandType must be PascalCase, such as PlaceOrder.');
  if (!/^\d+\.\d+$/.test(version)) refuse('version must be major.minor, such as 1.0.');
  checkName(refuse, 'owner', owner);
  checkName(refuse, 'the name of its queue', commandQueueName(declaration), QUEUE_NAME_LENGTH_MAX - POISON_SUFFIX.length);
  for (const { name, detail } of declaration.examples) {
    const result = commandSchema(declaration).safeParse(detail);
    if (!result.success) refuse(`example "${name}" does not fit: ${z.prettifyError(result.error)}`);
  }
  return declaration;
};

const POISON_SUFFIX = '-poison';

/** The queue of a command, before `deployedName`: `PlaceOrder` travels through `place-order`. */
export const commandQueueName = ({ commandType }: Pick<CommandContract, 'commandType'>): string =>
  commandType
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/** The dead-letter queue of a command, before `deployedName`. */
export const poisonQueueName = (contract: Pick<CommandContract, 'commandType'>): string => `${commandQueueName(contract)}${POISON_SUFFIX}`;

/** The environment variable with the URL of a command's queue; infra sets it for every function that sends the command. */
export const commandQueueVariable = (contract: Pick<CommandContract, 'commandType'>): string =>
  `${commandQueueName(contract).toUpperCase().replaceAll('-', '_')}_QUEUE_URL`;
