import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EventContract } from '@plumbline/event-kit';

/** The name under which a contract workspace exports a contract. The name of a second major version differs from its event type. */
export const exportedName = async (root: string, folder: string, { eventType, version }: EventContract): Promise<string> => {
  const file = join(root, folder, 'src/index.ts');
  const exported = Object.entries((await import(pathToFileURL(file).href)) as Record<string, Partial<EventContract> | undefined>);
  const name = exported.find(([, value]) => value?.eventType === eventType && value.version === version)?.[0];
  if (name === undefined) throw new Error(`${folder}/src/index.ts does not export ${eventType} ${version}.`);
  return name;
};

/** The name of the contract workspace's package. */
export const packageName = async (root: string, folder: string): Promise<string> =>
  (JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as { readonly name: string }).name;
