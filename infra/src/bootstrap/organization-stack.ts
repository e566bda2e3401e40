import type { Construct } from '../terraform.ts';
import type { BootstrapSettings } from './bootstrap-settings.ts';
import { BootstrapStack, stateWorkspaceName } from './bootstrap-stack.ts';
import { Project, Workspace, WorkspaceSettings } from './terraform.ts';

/** The resources of an organisation: the project, and workspaces with the bootstrap's own state. */
export class OrganizationStack extends BootstrapStack {
  constructor(scope: Construct, settings: BootstrapSettings) {
    super(scope, 'organization', settings);
    const project = new Project(this, 'project', { name: settings.project, description: 'Plumbline: events of all services' });
    for (const stack of ['organization', ...settings.environments.map(({ name }) => name)]) {
      const workspace = new Workspace(this, `state-${stack}`, {
        name: stateWorkspaceName(stack),
        projectId: project.id,
        description: 'The state of the bootstrap. Its runs are on a person’s machine, with that person’s rights.',
      });
      // HCP Terraform has no role that may change its own roles.
      new WorkspaceSettings(this, `state-${stack}-settings`, {
        workspaceId: workspace.id,
        executionMode: 'local',
        globalRemoteState: false,
      });
    }
  }
}
