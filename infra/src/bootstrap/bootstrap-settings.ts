import { allEnvironments, type Environment } from '../environment.ts';
import { BootstrapError } from './errors.ts';

export interface BootstrapSettings {
  readonly organization: string;
  readonly project: string;
  readonly environments: readonly Environment[];
  /** `local`: a file in infra/, which the operator must keep. `hcp`: workspaces of HCP Terraform that only store the state. */
  readonly state: 'local' | 'hcp';
}

/**
 * Reads the settings from the variables `PLUMBLINE_HCP_ORGANIZATION`, `PLUMBLINE_HCP_PROJECT` (default `plumbline`), and
 * `PLUMBLINE_BOOTSTRAP_STATE` (`local`, the default, or `hcp`).
 *
 * @throws BootstrapError `NO_ORGANIZATION`, `UNKNOWN_STATE`
 */
export const bootstrapFrom = (variables: Readonly<Record<string, string | undefined>>): BootstrapSettings => {
  const environments = allEnvironments(variables);
  const hcpTerraform = environments[0]?.hcpTerraform;
  if (hcpTerraform === undefined) {
    throw new BootstrapError(
      'NO_ORGANIZATION',
      'PLUMBLINE_HCP_ORGANIZATION is not set. Set it to the HCP Terraform organisation for the workspaces.',
    );
  }
  const state = variables.PLUMBLINE_BOOTSTRAP_STATE ?? 'local';
  if (state !== 'local' && state !== 'hcp') {
    throw new BootstrapError('UNKNOWN_STATE', `PLUMBLINE_BOOTSTRAP_STATE is "${state}", which is unknown. Use local or hcp.`);
  }
  return { ...hcpTerraform, environments, state };
};
