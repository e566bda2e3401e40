import { deployedName } from '@plumbline/event-kit';
import { boundaryPolicy, type Environment, workspaceName } from '../environment.ts';
import {
  Aspects,
  AwsProvider,
  CloudBackend,
  type Construct,
  DataAwsCallerIdentity,
  DataAwsPartition,
  IamRole,
  NamedCloudWorkspace,
  TerraformOutput,
  TerraformStack,
} from '../terraform.ts';

export interface PlumblineStackProps {
  readonly environment: Environment;
  /** The domain of the stack. @default the stack serves all domains */
  readonly domain?: string;
  /** The team's service; also the stack's name and that of its HCP Terraform workspace. */
  readonly service: string;
  readonly team: string;
  /** The purpose of the service, in one sentence. */
  readonly summary: string;
}

/** A stack with our provider, tags and backend. Constructs reach the environment and the account through it. */
export class PlumblineStack extends TerraformStack {
  readonly environment: Environment;
  readonly service: string;
  readonly team: string;
  readonly summary: string;
  readonly accountId: string;
  readonly partition: string;

  constructor(scope: Construct, { environment, service, domain, team, summary }: PlumblineStackProps) {
    super(scope, service);
    this.environment = environment;
    this.service = service;
    this.team = team;
    this.summary = summary;
    new AwsProvider(this, 'aws', {
      region: environment.region,
      defaultTags: [{ tags: { project: 'plumbline', environment: environment.name, service, team } }],
    });
    if (environment.hcpTerraform !== undefined) {
      const { organization, project } = environment.hcpTerraform;
      new CloudBackend(this, { organization, workspaces: new NamedCloudWorkspace(workspaceName(service, environment), project) });
    }
    this.accountId = new DataAwsCallerIdentity(this, 'account').accountId;
    this.partition = new DataAwsPartition(this, 'partition').partition;
    if (environment.hcpTerraform !== undefined) this.boundRoles();
    // Shows the owner in the compiled Terraform and in its workspace.
    new TerraformOutput(this, 'service', {
      value: { name: service, ...(domain !== undefined && { domain }), team, summary },
      staticId: true,
    });
  }

  /**
   * HCP Terraform's deployment roles may not create a role without this boundary (`bootstrap/`). Otherwise a change of a stack could grant
   * itself every permission in the account.
   */
  private boundRoles(): void {
    const permissionsBoundary = `arn:${this.partition}:iam::${this.accountId}:policy/${boundaryPolicy(this.environment)}`;
    Aspects.of(this).add({
      visit: (node) => {
        if (node instanceof IamRole) node.permissionsBoundary = permissionsBoundary;
      },
    });
  }

  /** The stack that a construct is in. */
  static current(scope: Construct): PlumblineStack {
    const stack = TerraformStack.of(scope);
    if (stack instanceof PlumblineStack) return stack;
    throw new Error(`${scope.node.path} is in the stack ${stack.node.id}, which is not a PlumblineStack.`);
  }

  named(name: string): string {
    return deployedName(this.environment.name, name);
  }

  /** An ARN in this account and region. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.environment.region}:${this.accountId}:${resource}`;
  }
}
