import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ClassDeclaration, type FunctionDeclaration, parse } from 'acorn';
import type { ProviderBindings } from './provider-bindings.ts';

/** The top-level classes and functions of one module of a provider's bindings, parsed and never run: loading it would load CDKTF. */
export interface BindingModule {
  readonly classes: ReadonlyMap<string, ClassDeclaration>;
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
}

/** Parses `lib/<name>/`, or answers undefined where the bindings have no such module. */
export const readBindingModule = async ({ packageName }: ProviderBindings, name: string): Promise<BindingModule | undefined> => {
  const classes = new Map<string, ClassDeclaration>();
  const functions = new Map<string, FunctionDeclaration>();
  const files = await scripts(join(libraryOf(packageName), name));
  for (const file of files) {
    for (const node of parse(await readFile(file, 'utf8'), { ecmaVersion: 'latest', sourceType: 'script' }).body) {
      if (node.type === 'ClassDeclaration') classes.set(node.id.name, node);
      if (node.type === 'FunctionDeclaration') functions.set(node.id.name, node);
    }
  }
  return files.length === 0 ? undefined : { classes, functions };
};

const libraryOf = (packageName: string): string =>
  join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), 'lib');

/** A big module keeps its structs in `index-structs/`. */
const scripts = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js')).map((file) => join(folder, file));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
};
