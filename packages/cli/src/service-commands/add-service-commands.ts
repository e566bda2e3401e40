import type { CommandManifest } from '@plumbline/event-kit';
import type { Command } from 'commander';
import { atSystem } from '../at-system.ts';
import type { Looking } from '../commands.ts';
import { flagsOf, givenOf } from './flags.ts';

/** Adds the commands that services bring along. @throws Error when one would hide a command of ours */
export const addServiceCommands = (program: Command, commands: readonly CommandManifest[]): void => {
  const ours = new Set(program.commands.map((command) => command.name()));
  for (const manifest of commands) {
    const [subject = '', verb = ''] = manifest.words.split(' ');
    if (ours.has(subject)) throw new Error(`"plumb ${manifest.words}" would hide "plumb ${subject}". Give it another subject.`);
    const group = program.commands.find((command) => command.name() === subject) ?? program.command(subject).description(`the ${subject}`);
    addCommand(group.command(verb).description(manifest.summary), manifest);
  }
};

const addCommand = (command: Command, manifest: CommandManifest): void => {
  for (const flag of flagsOf(manifest.options)) command.addOption(flag);
  atSystem<Looking & Readonly<Record<string, unknown>>>(command, async (connection, _given, typed) => {
    const { runServiceCommand } = await import('./run-service-command.ts');
    await runServiceCommand(connection, manifest, givenOf(manifest.options, typed), (line) => console.log(line));
  });
};
