import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunction } from './bundle-function.ts';
import { bundleResolvers } from './bundle-resolvers.ts';

/**
 * Bundles every function of a service, that is every folder below `src` with a `handler.ts`, to `dist/<function>.zip`, and the resolvers of
 * every GraphQL API, that is every folder with a `schema.graphql`, to `dist/<api>/<resolver>.js`.
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
  const apis = folders.filter((entry) => entry.isDirectory() && existsSync(join(source, entry.name, 'schema.graphql')));
  await Promise.all(apis.map(({ name }) => writeResolvers(join(source, name), join(output, name))));
  return new Map(sizes);
};

const writeResolvers = async (folder: string, output: string): Promise<void> => {
  await mkdir(output, { recursive: true });
  for (const [name, code] of await bundleResolvers(folder)) await writeFile(join(output, `${name}.js`), code);
};
