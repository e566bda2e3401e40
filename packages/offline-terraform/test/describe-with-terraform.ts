import { describe } from 'vitest';
import { hasTerraform } from '../src/index.ts';

/** A `describe` that is skipped, and says why, on a machine without Terraform. */
export const describeWithTerraform = (name: string, tests: () => void): void => {
  if (hasTerraform()) describe(name, tests);
  else describe.skip(`${name} (skipped: terraform is not on this machine's PATH)`, tests);
};
