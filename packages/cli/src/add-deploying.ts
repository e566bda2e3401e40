import type { Command } from 'commander';
import { ROOT } from './root.ts';
import type { StacksOptions } from './stacks/stacks-command.ts';

const say = (line: string): void => console.log(line);

/** `plumb stacks`, `plumb idle-cost` and `plumb codeowners`: what there is to deploy, in which order, what it costs idle, and whose it is. */
export const addDeploying = (program: Command): void => {
  program
    .command('stacks')
    .description('the synthesized stacks in the order to deploy them')
    .option('--changed-from <cdktf.out>', 'only stacks that differ from those synthesized there')
    .option('--output <file>', 'append the outputs of a step of GitHub Actions')
    .action(async (options: StacksOptions) => (await import('./stacks/stacks-command.ts')).listStacks(ROOT, options, say));
  program
    .command('idle-cost')
    .description('what the synthesized environment costs in a month in which nothing happens')
    .option('--write', 'write it into docs/deploy.md', false)
    .action(async (options: { write: boolean }) => (await import('./idle-cost/idle-cost-command.ts')).sayIdleCost(ROOT, options, say));
  program
    .command('codeowners')
    .description('write .github/CODEOWNERS anew from manifests and contracts')
    .action(async () => (await import('./codeowners/codeowners-command.ts')).writeCodeowners(ROOT, say));
};
