import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PARENTS = ['apps', 'packages', 'packages/contracts', 'packages/local-aws', 'services'];

/** The workspaces' folders that have `file`, relative to the repository's `root`. Known before anything is installed. */
export const workspacesWith = (root, file) =>
  ['infra', 'catalog', ...PARENTS.flatMap((parent) => childrenOf(root, parent))].filter((folder) => existsSync(join(root, folder, file)));

const childrenOf = (root, parent) =>
  existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => join(parent, name)) : [];
