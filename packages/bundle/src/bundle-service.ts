import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunction } from './bundle-function.ts';

/**
 * Bundles every function of a service, that is every folder below `src` with a `handler.ts`, to `dist/<function>.zip`.
 *
 * @returns the functions' names with their zips' sizes in bytes.
 */
export const bundleService = async (serviceDirectory: string): Promise<ReadonlyMap<string, number>> => {
  const source = join(serviceDirectory, 'src');
  const folders = await readdir(source, { withFileTypes: true });
  const functions = folders
    .filter((entry) => entry.isDirectory() && existsSync(join(source, entry.name, 'handler.ts')))
    .map(({ name }) => name);
  const output = join(serviceDirectory, 'dist');
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const sizes = await Promise.all(
    functions.sort().map(async (name) => {
      const bytes = await bundleFunction(serviceDirectory, join('src', name, 'handler.ts'));
      await writeFile(join(output, `${name}.zip`), bytes);
      return [name, bytes.length] as const;
    }),
  );
  return new Map(sizes);
};
