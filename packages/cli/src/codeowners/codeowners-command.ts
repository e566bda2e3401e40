import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSystem } from '../checks/read-system.ts';
import { CODEOWNERS_FILE, NO_ORGANIZATION, organizationOf, wantedCodeowners } from './codeowners-drift.ts';

/** Regenerates CODEOWNERS. */
export const writeCodeowners = async (root: string, say: (line: string) => void): Promise<void> => {
  const organization = await organizationOf(root);
  if (organization === undefined) throw new Error(`${NO_ORGANIZATION.file}: ${NO_ORGANIZATION.why} ${NO_ORGANIZATION.fix}`);
  const file = join(root, CODEOWNERS_FILE);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, wantedCodeowners(await readSystem(root), organization));
  say(`Regenerated ${CODEOWNERS_FILE} from manifests and contracts.`);
};
