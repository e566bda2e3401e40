// node catalog/mirror-core.mjs: writes the dependencies of the installed @eventcatalog/core into catalog/package.json.
//
// EventCatalog copies its Astro app into our folder and runs it there, so that the app's imports are looked up from our
// node_modules. pnpm puts only what a workspace names into that folder: we name what core names, in core's own ranges.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MANIFEST = join(import.meta.dirname, 'package.json');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The manifest of a package as it is installed for the package in `folder`. */
const installed = (folder, name) => {
  const require = createRequire(join(folder, 'package.json'));
  for (const directory of require.resolve.paths(name) ?? []) {
    try {
      return { manifest: readJson(join(directory, name, 'package.json')), folder: join(directory, name) };
    } catch {}
  }
  throw new Error(`${name} is not installed for ${folder}. Run: pnpm install --filter @plumbline/catalog`);
};

/** What catalog/package.json must depend on: core, all that core depends on, and Vite, which core's app imports without naming it. */
export const mirroredDependencies = () => {
  const core = installed(import.meta.dirname, '@eventcatalog/core');
  // Vite in Astro's own range: the two then always resolve to one copy.
  const astro = installed(import.meta.dirname, 'astro');
  const all = { ...core.manifest.dependencies, '@eventcatalog/core': core.manifest.version, vite: astro.manifest.dependencies.vite };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
};

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  const own = readJson(MANIFEST);
  own.dependencies = mirroredDependencies();
  writeFileSync(MANIFEST, `${JSON.stringify(own, null, 2)}\n`);
  console.log(
    `${Object.keys(own.dependencies).length} dependencies written to ${MANIFEST}. Now run: pnpm install --filter @plumbline/catalog`,
  );
}
