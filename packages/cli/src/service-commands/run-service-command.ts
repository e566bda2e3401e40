import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { InvokingCommand, PlumbCommand } from '@plumbline/event-kit';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import { liveSystem } from '../live-system.ts';

/**
 * Runs a command that a service brings along, and says what it says.
 *
 * @param typed what it is given, as it was typed
 * @throws Error when it was typed wrong, or it failed
 */
export const runServiceCommand = async (
  connection: Connection,
  command: PlumbCommand,
  typed: Readonly<Record<string, unknown>>,
  say: (line: string) => void,
): Promise<void> => {
  const first = command.options.safeParse(typed);
  if (!first.success) throw new Error(`plumb ${command.words}: ${z.prettifyError(first.error)}`);
  if ('invokes' in command) return invokeAll(connection, command, first.data, say);
  const { lines, failed = false } = await command.run(first.data, liveSystem(connection));
  for (const line of lines) say(line);
  if (failed) process.exitCode = 1;
};

/**
 * Invokes a command's function until nothing is left to be done, and draws each answer as it comes.
 *
 * @throws Error when the function is not there, it failed, or its answer is another one than is declared
 */
const invokeAll = async (
  connection: Connection,
  command: InvokingCommand,
  first: Readonly<Record<string, unknown>>,
  say: (line: string) => void,
): Promise<void> => {
  let given: Readonly<Record<string, unknown>> | undefined = first;
  while (given !== undefined) {
    const answer = command.answer.safeParse(await invoke(connection, command.invokes.name, given));
    if (!answer.success)
      throw new Error(`${command.invokes.name} answered something else than it declares: ${z.prettifyError(answer.error)}`);
    for (const line of command.draw(answer.data, given)) say(line);
    given = command.rest?.(given, answer.data);
  }
};

const invoke = async ({ lambda, named, where }: Connection, name: string, payload: unknown): Promise<unknown> => {
  const FunctionName = named(name);
  const { FunctionError, Payload } = await lambda
    .send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }))
    .catch((cause: Error) => {
      if (cause.name !== 'ResourceNotFoundException') throw cause;
      throw new Error(`There is no function ${FunctionName} at ${where}. Deploy its stack, or start it with "npm start".`, { cause });
    });
  const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString() || 'null');
  if (FunctionError === undefined) return answer;
  const { errorMessage = 'it did not say why' } = answer as { readonly errorMessage?: string };
  throw new Error(`${FunctionName} failed: ${errorMessage}`);
};
