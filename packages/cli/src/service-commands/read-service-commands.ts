import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CommandManifest } from '@plumbline/event-kit';

/**
 * The commands that services bring along, in `services/<service>/src/commands.ts`.
 *
 * @param root the repository's folder
 * @throws Error when two services bring the same one, or a file can't be loaded
 */
export const readServiceCommands = async (root: string): Promise<readonly CommandManifest[]> => {
  const files = (await readdir(join(root, 'services'))).sort().map((name) => join(root, 'services', name, 'src/commands.ts'));
  const found = await Promise.all(files.filter((file) => existsSync(file)).map(async (file) => [file, await commandsOf(file)] as const));
  const fileOf = new Map<string, string>();
  for (const [file, commands] of found) {
    for (const { words } of commands) {
      const other = fileOf.get(words);
      if (other !== undefined) throw new Error(`"plumb ${words}" is declared in ${other} and in ${file}. Give one of them other words.`);
      fileOf.set(words, file);
    }
  }
  return found.flatMap(([, commands]) => commands);
};

const commandsOf = async (file: string): Promise<readonly CommandManifest[]> => {
  const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  return Object.values(exported).filter(isCommand);
};

const isCommand = (value: unknown): value is CommandManifest =>
  typeof value === 'object' && value !== null && 'words' in value && 'invokes' in value && 'draw' in value;
