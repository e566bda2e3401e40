import { describe, it } from 'vitest';
import { hasTerraform, providerMode, stackTerraform, whyNotDeployed } from '../src/index.ts';

/** Which provider these tests run with: `PLUMBLINE_TF_PROVIDER=real` asks for HashiCorp's. */
export const MODE = providerMode(process.env);

/** Terraform over a stack, with that provider. */
export const terraformOver = (stackDirectory: string) => stackTerraform(stackDirectory, MODE, process.env);

const NOT_OFFLINE = MODE === 'offline' ? undefined : 'PLUMBLINE_TF_PROVIDER=real';

const NO_TERRAFORM = hasTerraform() ? undefined : "terraform is not on this machine's PATH";

/** A `describe` that is skipped, and says why, on a machine without Terraform. */
export const describeWithTerraform = (name: string, tests: () => void): void => describeUnless(NO_TERRAFORM, name, tests);

/** One of what only the offline provider does. */
export const describeOffline = (name: string, tests: () => void): void => describeUnless(NOT_OFFLINE ?? NO_TERRAFORM, name, tests);

/** One that applies: with the real provider it is skipped unless it may. */
export const describeDeployed = (name: string, tests: () => void): void =>
  describeUnless(whyNotDeployed(process.env) ?? NO_TERRAFORM, name, tests);

/** A test that asks the account. */
export const itDeployed = (name: string, test: () => Promise<void>): void => {
  const reason = whyNotDeployed(process.env);
  if (reason === undefined) it(name, test);
  else it.skip(`${name} (skipped: ${reason})`, test);
};

const describeUnless = (reason: string | undefined, name: string, tests: () => void): void => {
  if (reason === undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: ${reason})`, tests);
};
