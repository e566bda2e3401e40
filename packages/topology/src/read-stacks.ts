import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TopologyError } from './errors.ts';
import { terraformJson } from './terraform-json.ts';
import type { Blocks, Fields, TerraformValue } from './terraform-value.ts';

/** One stack as it was synthesized. */
export interface StackFile {
  readonly name: string;
  /** The folder with its `cdk.tf.json`; asset paths are relative to it. */
  readonly directory: string;
  /** By type, then by name. */
  readonly resources: Blocks;
  readonly data: Blocks;
  /** @default none */
  readonly locals?: Fields;
  /** The defaults of its variables. @default none */
  readonly variables?: Fields;
  /** The names of the modules that it calls, whose resources are not read. @default none */
  readonly modules?: readonly string[];
  /** The block of its AWS provider. @default empty */
  readonly provider?: Fields;
  /** The values of the stack's outputs. @default none */
  readonly outputs?: Fields;
  /** The tags that the stack's provider puts on everything. @default none */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string; readonly workingDirectory: string }>>;
}

/**
 * Reads the stacks below a `cdktf.out` folder, in the order of its manifest.
 *
 * @throws TopologyError `NOT_SYNTHESIZED`
 */
export const readStacks = async (cdktfOut: string): Promise<readonly StackFile[]> => {
  const manifest = (await readJson(join(cdktfOut, 'manifest.json'))) as unknown as Manifest;
  return Promise.all(
    Object.entries(manifest.stacks).map(async ([name, { synthesizedStackPath, workingDirectory }]) => ({
      name,
      directory: join(cdktfOut, workingDirectory),
      ...terraformJson(await readJson(join(cdktfOut, synthesizedStackPath))),
    })),
  );
};

/**
 * Reads Terraform's JSON syntax that CDKTF did not write: one `.tf.json` file, or all of a folder's. It becomes one stack with the
 * folder's name.
 *
 * @throws TopologyError `NOT_SYNTHESIZED`
 */
export const readTerraformJson = async (path: string): Promise<StackFile> => {
  const single = path.endsWith('.json');
  const directory = single ? dirname(path) : path;
  const files = single ? [path] : (await namesIn(path)).filter((name) => name.endsWith('.tf.json')).map((name) => join(path, name));
  if (files.length === 0) throw new TopologyError('NOT_SYNTHESIZED', `No .tf.json file in ${path}.`);
  const contents = await Promise.all(files.sort().map(readJson));
  return { name: basename(directory), directory, ...terraformJson(contents) };
};

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new TopologyError('NOT_SYNTHESIZED', `The folder ${folder} does not exist.`, { cause });
  }
};

const readJson = async (path: string): Promise<TerraformValue> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as TerraformValue;
  } catch (cause) {
    throw new TopologyError('NOT_SYNTHESIZED', `No synthesized Terraform at ${path}. Run "npm start", or "npx turbo run synth".`, {
      cause,
    });
  }
};
