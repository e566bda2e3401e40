import { relative } from 'node:path';
import { parse, stringify } from 'yaml';

/** A workspace's part of pnpm's lockfile. @see https://github.com/pnpm/spec/blob/master/lockfile/9.0.md */
type Importer = Readonly<Partial<Record<Kind, Readonly<Record<string, Locked>>>>>;
interface Locked {
  readonly specifier: string;
  readonly version: string;
}

const KINDS = ['dependencies', 'devDependencies'] as const;
type Kind = (typeof KINDS)[number];

/** The part of a package.json that this module reads. */
export type Manifest = Readonly<Partial<Record<Kind, Readonly<Record<string, string>>>>>;

/**
 * Writes a workspace's dependencies into the text of `pnpm-lock.yaml`. A new workspace uses only dependencies of other workspaces, so the
 * lockfile already has their versions, and no request to the registry is necessary.
 *
 * @param folders the folder of each workspace, by its package's name
 * @throws Error when no other workspace uses a dependency
 */
export const lockWorkspace = (text: string, folder: string, manifest: Manifest, folders: ReadonlyMap<string, string>): string => {
  const [before = '', rest = ''] = text.split(/^importers:\n/m);
  const end = rest.search(/^packages:\n/m);
  const importers = parse(rest.slice(0, end)) as Readonly<Record<string, Importer>>;
  const locked = (name: string, specifier: string): Locked => {
    const workspace = folders.get(name);
    if (workspace !== undefined) return { specifier, version: `link:${relative(folder, workspace)}` };
    const known = Object.values(importers).flatMap((importer) => KINDS.flatMap((kind) => importer[kind]?.[name] ?? []));
    const same = known.find((one) => one.specifier === specifier);
    if (same === undefined) throw new Error(`No workspace uses ${name} (${specifier}) yet. Run "pnpm install" to fetch it.`);
    return same;
  };
  const importer = Object.fromEntries(
    KINDS.flatMap((kind) => {
      const dependencies = Object.entries(manifest[kind] ?? {}).sort(byName);
      return dependencies.length === 0
        ? []
        : [[kind, Object.fromEntries(dependencies.map(([name, specifier]) => [name, locked(name, specifier)]))]];
    }),
  );
  const all = Object.fromEntries(Object.entries({ ...importers, [folder]: importer }).sort(byName));
  return `${before}importers:\n${drawn(all)}\n${rest.slice(end)}`;
};

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

/** Keeps pnpm's format: an empty line before each workspace. */
const drawn = (importers: Readonly<Record<string, Importer>>): string =>
  stringify({ importers }, { singleQuote: true, lineWidth: 0, aliasDuplicateObjects: false })
    .replace(/^importers:\n/, '')
    .replace(/^ {2}\S/gm, '\n$&');
