import { type Environment, workspaceName } from '../environment.ts';
import { Construct, type IamRole } from '../terraform.ts';
import type { BootstrapSettings } from './bootstrap-settings.ts';
import type { DeployedStack } from './deployed-stacks.ts';
import { reads, writes } from './managed-services.ts';
import type { Place } from './place.ts';
import { Variable, Workspace, WorkspaceSettings } from './terraform.ts';
import { TERRAFORM_VERSION } from './terraform-version.ts';
import { WorkspaceRole, type WorkspaceRoleProps } from './workspace-role.ts';

export interface StackWorkspaceProps {
  readonly stack: DeployedStack;
  readonly environment: Environment;
  readonly place: Place;
  readonly settings: BootstrapSettings;
  readonly projectId: string;
  /** The OIDC provider in IAM for HCP Terraform. */
  readonly issuerArn: string;
}

/**
 * The workspace of one stack in one environment. It stores the stack's state, which no other workspace may read, and runs its plans and
 * applies, each with its own role.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
export class StackWorkspace extends Construct {
  constructor(scope: Construct, id: string, props: StackWorkspaceProps) {
    super(scope, id);
    const workspace = this.createWorkspace(props);
    const roles = this.createRoles(props);
    this.setVariables(workspace, {
      TFC_AWS_PROVIDER_AUTH: 'true',
      TFC_AWS_PLAN_ROLE_ARN: roles.plan.arn,
      TFC_AWS_APPLY_ROLE_ARN: roles.apply.arn,
    });
  }

  private createWorkspace({ stack, environment, projectId }: StackWorkspaceProps): Workspace {
    const workspace = new Workspace(this, 'workspace', {
      name: workspaceName(stack.name, environment),
      projectId,
      description: stack.summary,
      terraformVersion: TERRAFORM_VERSION,
      // The workflows start runs and report the results in the pull request.
      queueAllRuns: false,
      fileTriggersEnabled: false,
      speculativeEnabled: true,
      allowDestroyPlan: !environment.deletionProtection,
      tags: { environment: environment.name, service: stack.name, team: stack.team },
    });
    // Stacks share names, never state.
    new WorkspaceSettings(this, 'settings', {
      workspaceId: workspace.id,
      executionMode: 'remote',
      autoApply: false,
      globalRemoteState: false,
    });
    return workspace;
  }

  private createRoles({
    stack,
    environment,
    place,
    settings,
    issuerArn,
  }: StackWorkspaceProps): Readonly<Record<'plan' | 'apply', IamRole>> {
    const subject = `organization:${settings.organization}:project:${settings.project}:workspace:${workspaceName(stack.name, environment)}`;
    const read = reads();
    const role = (phase: 'plan' | 'apply', policies: WorkspaceRoleProps['policies']): IamRole =>
      new WorkspaceRole(this, phase, {
        name: `hcp-${place.prefix}-${stack.name}-${phase}`,
        description: `HCP Terraform, to ${phase} the stack ${stack.name}`,
        issuerArn,
        subject: `${subject}:run_phase:${phase}`,
        policies,
      }).role;
    return { plan: role('plan', { read }), apply: role('apply', { read, write: writes(place, stack) }) };
  }

  private setVariables(workspace: Workspace, variables: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(variables)) {
      new Variable(this, key, { workspaceId: workspace.id, category: 'env', key, value, description: 'Set by the bootstrap' });
    }
  }
}
