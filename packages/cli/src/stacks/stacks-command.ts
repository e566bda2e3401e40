import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedStacks, type StackChanges } from './changed-stacks.ts';
import { type CompiledStack, compiledStacks } from './compiled-stacks.ts';
import { deployOrder } from './deploy-order.ts';

export interface StacksOptions {
  /** A `cdktf.out` folder: only stacks that differ from there. Where there is none, all differ. @default all stacks */
  readonly changedFrom?: string;
  /** The file that GitHub Actions reads a step's outputs from. @default none is written */
  readonly output?: string;
}

/**
 * Says which stacks there are, wave by wave, as they are to be deployed.
 *
 * The outputs are JSON: `stacks`, `waves` (a wave without a stack stays, so that each has its place) and `removed`.
 */
export const listStacks = async (root: string, { changedFrom, output }: StacksOptions, say: (line: string) => void): Promise<void> => {
  const head = await compiledStacks(join(root, 'infra/cdktf.out'));
  if (head === undefined) throw new Error('Nothing is synthesized. Run "npm run synth".');
  const { changed, removed } = await changes(head, changedFrom);
  const waves = deployOrder(head).map((wave) => wave.filter((name) => changed.includes(name)));
  for (const [index, wave] of waves.entries()) say(`${index + 1}: ${wave.length === 0 ? '-' : wave.join(' ')}`);
  if (removed.length > 0) say(`removed: ${removed.join(' ')}. Nothing destroys them by itself; docs/deploy.md says how.`);
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
