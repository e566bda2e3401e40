import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The part of a `cdk.tf.json` that distinguishes stacks. */
export interface CompiledTerraform {
  readonly provider?: { readonly aws?: readonly { readonly region?: string }[] };
  readonly resource?: Blocks;
  readonly terraform?: Readonly<Record<string, unknown>> & {
    readonly cloud?: { readonly organization: string; readonly workspaces: { readonly name: string } };
  };
}

export interface CompiledStack {
  readonly name: string;
  /** Without values that depend on the machine that synthesized it. */
  readonly terraform: CompiledTerraform;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/**
 * The stacks below a `cdktf.out` folder, in the order of its manifest.
 *
 * @returns undefined when the folder has no synthesized stacks
 */
export const compiledStacks = async (cdktfOut: string): Promise<readonly CompiledStack[] | undefined> => {
  const manifest = join(cdktfOut, 'manifest.json');
  if (!existsSync(manifest)) return undefined;
  const { stacks } = JSON.parse(await readFile(manifest, 'utf8')) as Manifest;
  return Promise.all(
    Object.entries(stacks).map(async ([name, { synthesizedStackPath }]) => ({
      name,
      terraform: portable(JSON.parse(await readFile(join(cdktfOut, synthesizedStackPath), 'utf8')) as CompiledTerraform),
    })),
  );
};

/** A local backend is a path of one machine. */
const portable = ({ terraform = {}, ...rest }: CompiledTerraform): CompiledTerraform => {
  const { backend: _, ...settings } = terraform;
  return { ...rest, terraform: settings };
};
