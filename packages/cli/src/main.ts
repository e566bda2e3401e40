#!/usr/bin/env node
import pc from 'picocolors';
import { plumb, withServiceCommands } from './plumb.ts';

try {
  const program = plumb();
  // They take time to load: only when they are asked for.
  if (!program.commands.some((command) => command.name() === process.argv[2])) await withServiceCommands(program);
  await program.parseAsync();
} catch (error) {
  // PLUMBLINE_DEBUG shows where an error came from; without it, only what happened and what to do.
  console.error(pc.red(process.env.PLUMBLINE_DEBUG === undefined ? `plumb: ${(error as Error).message}` : String((error as Error).stack)));
  process.exit(1);
}
