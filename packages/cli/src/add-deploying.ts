import type { Command } from 'commander';
import { ROOT } from './root.ts';
import type { StacksOptions } from './stacks/stacks-command.ts';

const say = (line: string): void => console.log(line);

/** `plumb stacks`, `plumb idle-cost` and `plumb codeowners`: the stacks in deployment order, their idle cost, and their owners. */
export const addDeploying = (program: Command): void => {
  program
    .command('stacks')
    .description('list the synthesized stacks in deployment order')
    .option('--changed-from <cdktf.out>', 'list only stacks that differ from those synthesized there')
    .option('--output <file>', 'append the outputs of a GitHub Actions step to this file')
    .action(async (options: StacksOptions) => (await import('./stacks/stacks-command.ts')).listStacks(ROOT, options, say));
  program
    .command('idle-cost')
    .description('show the monthly cost of the synthesized environment while it is idle')
    .option('--write', 'write the cost into docs/deploy.md', false)
    .action(async (options: { write: boolean }) => (await import('./idle-cost/idle-cost-command.ts')).sayIdleCost(ROOT, options, say));
  program
    .command('codeowners')
    .description('regenerate .github/CODEOWNERS from manifests and contracts')
    .action(async () => (await import('./codeowners/codeowners-command.ts')).writeCodeowners(ROOT, say));
};
