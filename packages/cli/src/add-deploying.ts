import type { Command } from 'commander';
import { ROOT } from './root.ts';
import type { StacksOptions } from './stacks/stacks-command.ts';

const say = (line: string): void => console.log(line);

/** `plumb stacks`: what there is to deploy, and in which order. */
export const addDeploying = (program: Command): void => {
  program
    .command('stacks')
    .description('the synthesized stacks in the order to deploy them')
    .option('--changed-from <cdktf.out>', 'only stacks that differ from those synthesized there')
    .option('--output <file>', 'append the outputs of a step of GitHub Actions')
    .action(async (options: StacksOptions) => (await import('./stacks/stacks-command.ts')).listStacks(ROOT, options, say));
};
