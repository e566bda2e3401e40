import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes the folders of stacks that were synthesized before and are declared no longer, such as those of another branch: CDKTF
 * leaves them where they are. A folder with Terraform's state stays, because the state is all that knows what was deployed.
 *
 * @param outdir where the app has been synthesized
 * @param warn told of each folder that stays
 */
export const removeUndeclared = (outdir: string, warn: (line: string) => void): void => {
  const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as { readonly stacks: object };
  const folders = readdirSync(join(outdir, 'stacks'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders.filter((folder) => !Object.hasOwn(stacks, folder.name))) {
    const folder = join(outdir, 'stacks', name);
    if (existsSync(join(folder, 'terraform.tfstate'))) {
      warn(`${folder} is kept although no stack "${name}" is declared: it holds Terraform's state. Destroy the stack, then remove it.`);
    } else rmSync(folder, { recursive: true });
  }
};
