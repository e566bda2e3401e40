import type { z } from 'zod';
import type { CommandContract } from './command/command-contract.ts';
import type { PublishOptions } from './publish.ts';

/** The port through which a use case sends: only the commands that its manifest declares. */
export type Send<Sent extends CommandContract> = <C extends Sent>(
  command: C,
  data: z.infer<C['data']>,
  options: PublishOptions,
) => Promise<void>;
