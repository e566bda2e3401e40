import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TopologyError } from './errors.ts';

/** A value of Terraform's JSON syntax; strings may hold `${...}`. */
export type TerraformValue = string | number | boolean | null | readonly TerraformValue[] | { readonly [key: string]: TerraformValue };

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, TerraformValue>>>>>>;

/** One stack as it was synthesized. */
export interface StackFile {
  readonly name: string;
  /** The folder with its `cdk.tf.json`; asset paths are relative to it. */
  readonly directory: string;
  /** By type, then by name. */
  readonly resources: Blocks;
  readonly data: Blocks;
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
  const manifest = (await readJson(join(cdktfOut, 'manifest.json'))) as Manifest;
  return Promise.all(
    Object.entries(manifest.stacks).map(async ([name, { synthesizedStackPath, workingDirectory }]) => {
      const content = (await readJson(join(cdktfOut, synthesizedStackPath))) as { readonly resource?: Blocks; readonly data?: Blocks };
      return { name, directory: join(cdktfOut, workingDirectory), resources: content.resource ?? {}, data: content.data ?? {} };
    }),
  );
};

const readJson = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new TopologyError('NOT_SYNTHESIZED', `No synthesized Terraform at ${path}. Run "npm start", or "npx turbo run synth".`, {
      cause,
    });
  }
};
