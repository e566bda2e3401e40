import { App } from '../terraform.ts';
import type { BootstrapSettings } from './bootstrap-settings.ts';
import { EnvironmentStack } from './environment-stack.ts';
import { OrganizationStack } from './organization-stack.ts';

/**
 * The prerequisites of the first deployment, which an operator creates: HCP Terraform's project, and for each environment its workspaces
 * and their deployment roles in AWS. See docs/deploy.md.
 */
export const bootstrapApp = (settings: BootstrapSettings, outdir: string): App => {
  const app = new App({ outdir });
  new OrganizationStack(app, settings);
  for (const environment of settings.environments) new EnvironmentStack(app, environment, settings);
  return app;
};
