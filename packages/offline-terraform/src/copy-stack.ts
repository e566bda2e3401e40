import { cp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readStackJson, STACK_FILE } from './stack-types.ts';

/**
 * Copies a stack's folder, with its assets and without what Terraform left in it.
 *
 * The copy keeps its state in its own folder: the stack's backend is a path of this machine's, or HCP Terraform.
 */
export const copyStack = async (stackDirectory: string, target: string): Promise<void> => {
  const { terraform = {}, ...stack } = await readStackJson(stackDirectory);
  const { cloud: _, ...settings } = terraform;
  await cp(stackDirectory, target, { recursive: true, filter: (source) => !/^(\.terraform|terraform\..*tfstate)/.test(basename(source)) });
  const copied = { ...stack, terraform: { ...settings, backend: { local: { path: 'terraform.tfstate' } } } };
  await writeFile(join(target, STACK_FILE), JSON.stringify(copied, null, 2));
};
