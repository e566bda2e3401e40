import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import pc from 'picocolors';
import { readKnown } from './known.ts';
import { type EventWish, type FunctionWish, planEvent, planFunction, planService, type ServiceWish } from './plans.ts';
import { type Plan, writePlan } from './write-new.ts';

type Say = (line: string) => void;

export const newService = async (root: string, name: string, wish: ServiceWish, say: Say): Promise<void> =>
  finish(
    root,
    await planService(await readKnown(root), name, wish),
    say,
    'Fill in the failing test, then the function. Describe the service and the function in the manifest.',
  );

export const newFunction = async (root: string, name: string, wish: FunctionWish, say: Say): Promise<void> =>
  finish(
    root,
    await planFunction(await readKnown(root), name, wish),
    say,
    'Fill in the failing test, then the function. Describe the function in the manifest.',
  );

export const newEvent = async (root: string, eventType: string, wish: EventWish, say: Say): Promise<void> =>
  finish(
    root,
    await planEvent(await readKnown(root), eventType, wish),
    say,
    `Describe the event and its data in the contract, and publish the event in ${wish.by}.`,
  );

/** Writes the files, and updates everything that is generated from them. */
const finish = async (root: string, plan: Plan, say: Say, next: string): Promise<void> => {
  const written = await writePlan(root, plan);
  for (const file of written) say(`${plan.files.has(file) ? pc.green('new    ') : pc.yellow('changed')}  ${file}`);
  const plumb = ['node', join(root, 'packages/cli/src/main.ts')] as const;
  const code = written.filter((file) => !file.includes('/examples/') && file !== 'pnpm-lock.yaml');
  const steps: readonly (readonly [what: string, command: readonly string[]])[] = [
    ['formatting', [join(root, 'node_modules/.bin/biome'), 'check', '--write', ...code]],
    ['linking workspaces with pnpm', ['pnpm', 'install', '--frozen-lockfile', '--prefer-offline', '--filter', '!@plumbline/catalog']],
    ['bundling the functions and synthesizing Terraform', ['turbo', 'run', 'build', 'synth', '--output-logs=errors-only']],
    ['publishing schemas', [...plumb, 'contracts', 'publish']],
    ['writing the catalog’s pages', [...plumb, 'catalog']],
    ['writing CODEOWNERS', [...plumb, 'codeowners']],
    ['calculating the idle cost', [...plumb, 'idle-cost', '--write']],
  ];
  for (const [what, command] of steps) step(root, what, command, say);
  say(`\n${next}\n${pc.dim('npm test reports the remaining work.')}`);
};

const step = (root: string, what: string, [program = '', ...args]: readonly string[], say: Say): void => {
  const startMs = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    const output = error?.message ?? `${stdout}${stderr}`;
    throw new Error(`${what} failed. The files are written. Fix the cause and run "${[program, ...args].join(' ')}" again.\n${output}`);
  }
  say(pc.dim(`${what}: done (${((performance.now() - startMs) / 1000).toFixed(1)} s)`));
};
