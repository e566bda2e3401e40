import { OfflineTerraformError } from './errors.ts';
import { providerBlocks, readStackJson } from './stack-types.ts';

/**
 * Guards tests, which destroy the resources that they apply.
 *
 * @throws OfflineTerraformError `NOT_DEV` for a stack that is not, by the default tags of all its providers, of the environment dev
 */
export const requireDev = async (stackDirectory: string): Promise<void> => {
  const blocks = providerBlocks(await readStackJson(stackDirectory));
  const environments = blocks.map(({ default_tags }) => /"environment":"([^"]*)"/.exec(JSON.stringify(default_tags ?? null))?.[1]);
  if (blocks.length > 0 && environments.every((environment) => environment === 'dev')) return;
  throw new OfflineTerraformError(
    'NOT_DEV',
    `${stackDirectory} is of the environment "${environments.join()}", and tests destroy what they apply. Synthesize it without PLUMBLINE_ENVIRONMENT.`,
  );
};
