#!/usr/bin/env node
import pc from 'picocolors';
import { plumb, withServiceCommands } from './plumb.ts';

try {
  const program = plumb();
  // Loading the services' commands takes time, so only commands that need them load them.
  if (!program.commands.some((command) => command.name() === process.argv[2])) await withServiceCommands(program);
  await program.parseAsync();
} catch (error) {
  // PLUMBLINE_DEBUG prints the stack of an error. Without it, the output is only the message.
  console.error(pc.red(process.env.PLUMBLINE_DEBUG === undefined ? `plumb: ${(error as Error).message}` : String((error as Error).stack)));
  process.exit(1);
}
