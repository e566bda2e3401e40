import { CloudBackend, type Construct, NamedCloudWorkspace, TerraformStack } from '../terraform.ts';
import type { BootstrapSettings } from './bootstrap-settings.ts';
import { TfeProvider } from './terraform.ts';

/** A stack of the bootstrap, with its access to HCP Terraform and the place of its own state. */
export class BootstrapStack extends TerraformStack {
  constructor(scope: Construct, id: string, { organization, project, state }: BootstrapSettings) {
    super(scope, id);
    // The token comes from `terraform login`, or from TFE_TOKEN.
    new TfeProvider(this, 'tfe', { organization });
    if (state === 'hcp') {
      new CloudBackend(this, { organization, workspaces: new NamedCloudWorkspace(stateWorkspaceName(id), project) });
    }
  }
}

/** The name of the workspace with the state of a stack of the bootstrap. */
export const stateWorkspaceName = (stack: string): string => `bootstrap-${stack}`;
