import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders of workspaces, as in pnpm-workspace.yaml. */
const PARENTS = ['apps', 'packages', 'packages/contracts', 'packages/local-aws', 'services'];

/** The folder of each workspace in the repository, by its package's name. */
export const workspaceFolders = async (root: string): Promise<ReadonlyMap<string, string>> => {
  const children = await Promise.all(
    PARENTS.filter((parent) => existsSync(join(root, parent))).map(async (parent) =>
      (await readdir(join(root, parent))).map((name) => `${parent}/${name}`),
    ),
  );
  const folders = ['infra', ...children.flat()].filter((folder) => existsSync(join(root, folder, 'package.json')));
  return new Map(await Promise.all(folders.map(async (folder) => [await nameIn(join(root, folder)), folder] as const)));
};

const nameIn = async (folder: string): Promise<string> =>
  (JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { readonly name: string }).name;
