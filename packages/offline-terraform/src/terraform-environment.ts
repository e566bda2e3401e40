import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { OfflineProvider } from './offline-provider.ts';
import type { Variables } from './provider-mode.ts';

/**
 * The environment that Terraform runs in offline: nothing of the caller's but PATH, so that no `.terraformrc`, plugin cache, workspace
 * or AWS profile of this machine has a say.
 *
 * Anything that wants to leave the machine is sent to a proxy that isn't there, and fails.
 */
export const terraformEnvironment = (
  { reattach }: Pick<OfflineProvider, 'reattach'>,
  home: string,
  { PATH }: Variables,
): NodeJS.ProcessEnv => ({
  PATH,
  HOME: home,
  TF_REATTACH_PROVIDERS: reattach,
  ...UNATTENDED,
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
});

/**
 * The environment that Terraform runs in with the real provider: the caller's, with its mirrors, proxies and credentials, but for what
 * would change what a command does or where it keeps its state.
 */
export const realEnvironment = (variables: Variables, pluginCache: string): NodeJS.ProcessEnv => ({
  // A cached provider is otherwise used by stacks only whose lock file names it, and copies have none.
  TF_PLUGIN_CACHE_DIR: pluginCache,
  TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
  ...Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^TF_(REATTACH_PROVIDERS|WORKSPACE|DATA_DIR|CLI_ARGS.*)$/.test(name)),
  ),
  ...UNATTENDED,
});

const UNATTENDED = { TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' };

/** The discard port, which has no listener. Terraform itself never sends requests for 127.0.0.1 to a proxy. */
const NOWHERE = 'http://127.0.0.1:9';

/** Whether this machine has Terraform on its PATH. */
export const hasTerraform = (): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, 'terraform'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
