import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PlumbCommand, SampleCheck, Samples } from '@plumbline/event-kit';

/** The commands and samples of a service, from `services/<service>/src/commands.ts`. */
export interface BroughtAlong {
  readonly commands: readonly PlumbCommand[];
  readonly samples: readonly Samples[];
  readonly checks: readonly SampleCheck[];
}

/**
 * Reads the commands and samples of the services.
 *
 * @param root the repository's folder
 * @throws Error when two services declare the same command, or a file can't be loaded
 */
export const readServiceCommands = async (root: string): Promise<BroughtAlong> => {
  const files = (await readdir(join(root, 'services'))).sort().map((name) => join(root, 'services', name, 'src/commands.ts'));
  const found = await Promise.all(files.filter((file) => existsSync(file)).map(async (file) => [file, await exportedBy(file)] as const));
  const fileOf = new Map<string, string>();
  for (const [file, exported] of found) {
    for (const { words } of exported.filter(isCommand)) {
      const other = fileOf.get(words);
      if (other !== undefined) throw new Error(`"plumb ${words}" is declared in ${other} and in ${file}. Rename one of them.`);
      fileOf.set(words, file);
    }
  }
  const all = found.flatMap(([, exported]) => exported);
  return { commands: all.filter(isCommand), samples: all.filter(isSamples), checks: all.filter(isCheck) };
};

const exportedBy = async (file: string): Promise<readonly unknown[]> =>
  Object.values((await import(pathToFileURL(file).href)) as Record<string, unknown>);

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value);

const isCommand = (value: unknown): value is PlumbCommand => has(value, 'words', 'options');
const isSamples = (value: unknown): value is Samples => has(value, 'put', 'wentWell');
const isCheck = (value: unknown): value is SampleCheck => has(value, 'about', 'open');
