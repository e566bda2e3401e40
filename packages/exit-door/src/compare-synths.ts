import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Difference, differences } from './differences.ts';
import { synthesizeWith } from './synthesize-with.ts';

/**
 * Synthesizes the app with CDKTF and with CDK Terrain, and returns every difference.
 *
 * @param variables `PLUMBLINE_...`, as `infra/src/environment.ts` reads them
 * @throws ExitDoorError `NOT_SYNTHESIZED`
 */
export const compareSynths = async (variables: Readonly<Record<string, string>>): Promise<readonly Difference[]> => {
  const cwd = await mkdtemp(join(tmpdir(), 'plumbline-exit-door-'));
  try {
    const before = join(cwd, 'cdktf');
    const after = join(cwd, 'cdk-terrain');
    await Promise.all([
      synthesizeWith({ library: 'cdktf', outdir: before, cwd, variables }),
      synthesizeWith({ library: 'cdk-terrain', outdir: after, cwd, variables }),
    ]);
    return await differences(before, after);
  } finally {
    await rm(cwd, { recursive: true });
  }
};
