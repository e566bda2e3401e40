import { cp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { providerBlocks, readStackJson, STACK_FILE } from './stack-types.ts';

/**
 * Copies a stack's folder, with its assets and without what Terraform left in it.
 *
 * The copy keeps its state in its own folder: the stack's backend is a path of this machine's, or HCP Terraform.
 *
 * @param account the one account that the copy's provider may touch. @default any
 */
export const copyStack = async (stackDirectory: string, target: string, account?: string): Promise<void> => {
  const { terraform = {}, ...stack } = await readStackJson(stackDirectory);
  const { cloud: _, ...settings } = terraform;
  await cp(stackDirectory, target, { recursive: true, filter: (source) => !/^(\.terraform|terraform\..*tfstate)/.test(basename(source)) });
  const provider = account === undefined ? {} : { provider: { aws: providerBlocks(stack).map((block) => onlyIn(account, block)) } };
  const copied = { ...stack, ...provider, terraform: { ...settings, backend: { local: { path: 'terraform.tfstate' } } } };
  await writeFile(join(target, STACK_FILE), JSON.stringify(copied, null, 2));
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs#allowed_account_ids-1 */
const onlyIn = (account: string, block: object): object => ({ ...block, allowed_account_ids: [account] });
