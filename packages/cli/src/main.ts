#!/usr/bin/env node
import pc from 'picocolors';
import { plumb } from './plumb.ts';

try {
  await plumb().parseAsync();
} catch (error) {
  // PLUMBLINE_DEBUG shows where an error came from; without it, only what happened and what to do.
  console.error(pc.red(process.env.PLUMBLINE_DEBUG === undefined ? `plumb: ${(error as Error).message}` : String((error as Error).stack)));
  process.exit(1);
}
