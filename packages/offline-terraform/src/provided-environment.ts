import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startOfflineProvider } from './offline-provider.ts';
import type { ProviderMode, Variables } from './provider-mode.ts';
import { requireDev } from './require-dev.ts';
import { realEnvironment, terraformEnvironment } from './terraform-environment.ts';

/** The variables that Terraform, or a program that calls it, runs with. Dispose of it after Terraform's end only. */
export interface ProvidedEnvironment extends AsyncDisposable {
  readonly env: NodeJS.ProcessEnv;
}

export interface Provided {
  readonly mode: ProviderMode;
  /** Everything that the command is about. */
  readonly stackDirectories: readonly string[];
  /** A folder of its own for an offline Terraform. */
  readonly home: string;
  /** This process's environment. */
  readonly variables: Variables;
}

/**
 * Provides the AWS provider of a mode.
 *
 * @throws OfflineTerraformError `NOT_DEV` when the real one would get stacks of another environment than dev
 */
export const providedEnvironment = async ({ mode, stackDirectories, home, variables }: Provided): Promise<ProvidedEnvironment> => {
  if (mode === 'offline') {
    const provider = await startOfflineProvider(stackDirectories);
    return { env: terraformEnvironment(provider, home, variables), [Symbol.asyncDispose]: () => provider[Symbol.asyncDispose]() };
  }
  await Promise.all(stackDirectories.map(requireDev));
  await mkdir(PLUGIN_CACHE, { recursive: true });
  return { env: realEnvironment(variables, PLUGIN_CACHE), [Symbol.asyncDispose]: () => Promise.resolve() };
};

/** The real provider has 700 MB, and every copy of a stack would fetch it again. */
const PLUGIN_CACHE = fileURLToPath(new URL('../.plumbline/terraform-plugins', import.meta.url));
