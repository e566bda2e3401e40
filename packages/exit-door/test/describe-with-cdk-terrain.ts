import { describe } from 'vitest';
import { hasCdkTerrain } from '../src/synthesize-with.ts';

/** A `describe` that is skipped, and says why, where CDK Terrain could not be fetched. */
export const describeWithCdkTerrain = (name: string, tests: () => void): void => {
  if (hasCdkTerrain()) describe(name, tests);
  else describe.skip(`${name} (skipped: the packages of CDK Terrain could not be fetched)`, tests);
};
