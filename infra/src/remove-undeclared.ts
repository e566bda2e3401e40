import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes the folders of stacks that are no longer declared, such as those of another branch, because CDKTF does not remove them. A folder
 * with Terraform's state stays, because only the state knows the deployed resources.
 *
 * @param outdir the folder of the synthesized app
 * @param warn called for each folder that stays
 */
export const removeUndeclared = (outdir: string, warn: (line: string) => void): void => {
  const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as { readonly stacks: object };
  const folders = readdirSync(join(outdir, 'stacks'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders.filter((folder) => !Object.hasOwn(stacks, folder.name))) {
    const folder = join(outdir, 'stacks', name);
    if (existsSync(join(folder, 'terraform.tfstate'))) {
      warn(
        `${folder} is kept, although the stack "${name}" is not declared, because it contains Terraform's state. Destroy the stack, then remove the folder.`,
      );
    } else rmSync(folder, { recursive: true });
  }
};
