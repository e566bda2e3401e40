import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ExitDoorError } from './errors.ts';

/** The packages that the app's imports of CDKTF get. */
export type Library = 'cdktf' | 'cdk-terrain';

const APP = fileURLToPath(import.meta.resolve('../../../infra/src/main.ts'));
const REDIRECT = import.meta.resolve('./redirect.ts');

/** Whether CDK Terrain is installed. Its packages are optional: pnpm skips a package that it cannot fetch. */
export const hasCdkTerrain = (): boolean =>
  ['cdktn', '@cdktn/provider-aws', 'constructs'].every((name) =>
    existsSync(fileURLToPath(new URL(`../node_modules/${name}/package.json`, import.meta.url))),
  );

export interface Synth {
  readonly library: Library;
  /** Where the stacks are put. */
  readonly outdir: string;
  /** The folder to run in, which a local backend names in the stacks: to be compared, they need the same. */
  readonly cwd: string;
  /** `PLUMBLINE_...`, as `infra/src/environment.ts` reads them. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Synthesizes the app in `infra/src/main.ts`, the very sources. The functions have to be bundled before.
 *
 * @throws ExitDoorError `NOT_SYNTHESIZED`
 */
export const synthesizeWith = async ({ library, outdir, cwd, variables }: Synth): Promise<void> => {
  const preload = library === 'cdktf' ? [] : ['--import', REDIRECT];
  const env = { PATH: process.env['PATH'], ...variables, CDKTF_OUTDIR: outdir };
  try {
    await promisify(execFile)(process.execPath, [...preload, APP], { cwd, env });
  } catch (cause) {
    throw new ExitDoorError('NOT_SYNTHESIZED', `The app could not be synthesized with ${library}: ${messageOf(cause)}`, { cause });
  }
};

const messageOf = (cause: unknown): string => {
  if (cause instanceof Error && 'stderr' in cause && cause.stderr !== '') return String(cause.stderr);
  return cause instanceof Error ? cause.message : String(cause);
};
