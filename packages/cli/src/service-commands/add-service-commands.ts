import type { PlumbCommand } from '@plumbline/event-kit';
import type { Command } from 'commander';
import { atSystem, type Looking } from '../at-system.ts';
import { argumentOf, flagsOf, givenOf } from './flags.ts';

/** Adds the commands that services declare. @throws Error when one would hide another */
export const addServiceCommands = (program: Command, commands: readonly PlumbCommand[]): void => {
  const ours = new Set(program.commands.map((command) => command.name()));
  const alone = new Set(commands.map(({ words }) => words).filter((words) => !words.includes(' ')));
  for (const manifest of commands) {
    const [subject = '', verb] = manifest.words.split(' ');
    if (ours.has(subject) || (verb !== undefined && alone.has(subject)))
      throw new Error(`"plumb ${manifest.words}" would hide "plumb ${subject}". Choose another subject.`);
    addCommand(commandFor(program, subject, verb).description(manifest.summary), manifest);
  }
};

const commandFor = (program: Command, subject: string, verb: string | undefined): Command => {
  if (verb === undefined) return program.command(subject);
  const group = program.commands.find((command) => command.name() === subject) ?? program.command(subject).description(`the ${subject}`);
  return group.command(verb);
};

const addCommand = (command: Command, manifest: PlumbCommand): void => {
  const { options, argument } = manifest;
  if (argument !== undefined) {
    const { description, isRequired } = argumentOf(options, argument);
    command.argument(isRequired ? `<${argument}>` : `[${argument}]`, description);
  }
  for (const flag of flagsOf(options, argument)) command.addOption(flag);
  atSystem<Looking & Readonly<Record<string, unknown>>>(command, async (connection, [typed], flags) => {
    const { runServiceCommand } = await import('./run-service-command.ts');
    const given = { ...givenOf(options, flags), ...(argument !== undefined && typed !== undefined && { [argument]: typed }) };
    await runServiceCommand(connection, manifest, given, (line) => console.log(line));
  });
};
