import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { InvokingCommand, PlumbCommand } from '@plumbline/event-kit';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import { liveSystem } from '../live-system.ts';

/**
 * Runs a command of a service, and prints its output.
 *
 * @param typed the options from the command line
 * @throws Error when the options are invalid, or the command failed
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
 * Invokes a command's function until no work is left, and draws each answer on arrival.
 *
 * @throws Error when the function does not exist, it failed, or its answer does not match the declaration
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
      throw new Error(`${command.invokes.name} returned an answer that does not match its declaration: ${z.prettifyError(answer.error)}`);
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
      throw new Error(
        `The function ${FunctionName} does not exist at ${where}. Deploy its stack, or start the local system with "npm start".`,
        { cause },
      );
    });
  const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString() || 'null');
  if (FunctionError === undefined) return answer;
  const { errorMessage = 'the answer has no error message' } = answer as { readonly errorMessage?: string };
  throw new Error(`${FunctionName} failed: ${errorMessage}`);
};
