import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { OfflineProvider } from './offline-provider.ts';

/**
 * The environment that Terraform runs in: nothing of the caller's but PATH, so that no `.terraformrc`, plugin cache, workspace or
 * AWS profile of this machine has a say.
 *
 * Anything that wants to leave the machine is sent to a proxy that isn't there, and fails.
 */
export const terraformEnvironment = ({ reattach }: OfflineProvider, home: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: home,
  TF_REATTACH_PROVIDERS: reattach,
  TF_IN_AUTOMATION: '1',
  TF_INPUT: '0',
  CHECKPOINT_DISABLE: '1',
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
});

/** The discard port, where nobody listens. Terraform itself never sends what goes to 127.0.0.1 to a proxy. */
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
