import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedStacks, type StackChanges } from './changed-stacks.ts';
import { type CompiledStack, compiledStacks } from './compiled-stacks.ts';
import { deployOrder } from './deploy-order.ts';

export interface StacksOptions {
  /** A `cdktf.out` folder: only stacks that differ from there. If it does not exist, all stacks differ. @default all stacks */
  readonly changedFrom?: string;
  /** The file from which GitHub Actions reads a step's outputs. @default no outputs are written */
  readonly output?: string;
}

/**
 * Lists the stacks in deployment order, wave by wave.
 *
 * The outputs are JSON: `stacks`, `waves` (empty waves stay, so that every wave keeps its index) and `removed`.
 */
export const listStacks = async (root: string, { changedFrom, output }: StacksOptions, say: (line: string) => void): Promise<void> => {
  const head = await compiledStacks(join(root, 'infra/cdktf.out'));
  if (head === undefined) throw new Error('No stacks are synthesized. Run "npm run synth".');
  const { changed, removed } = await changes(head, changedFrom);
  const waves = deployOrder(head).map((wave) => wave.filter((name) => changed.includes(name)));
  for (const [index, wave] of waves.entries()) say(`${index + 1}: ${wave.length === 0 ? '-' : wave.join(' ')}`);
  if (removed.length > 0) say(`removed: ${removed.join(' ')}. No workflow destroys them; docs/deploy.md describes how.`);
  if (output !== undefined) {
    const outputs = { stacks: waves.flat(), waves, removed };
    await appendFile(
      output,
      Object.entries(outputs)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
        .join(''),
    );
  }
};

const changes = async (head: readonly CompiledStack[], changedFrom: string | undefined): Promise<StackChanges> => {
  const base = changedFrom === undefined ? undefined : await compiledStacks(changedFrom);
  return changedStacks(base ?? [], head);
};
