import { deployedName } from '@plumbline/event-kit';
import type { Environment } from '../environment.ts';
import {
  AwsProvider,
  CloudBackend,
  type Construct,
  DataAwsCallerIdentity,
  DataAwsPartition,
  NamedCloudWorkspace,
  TerraformOutput,
  TerraformStack,
} from '../terraform.ts';

export interface PlumblineStackProps {
  readonly environment: Environment;
  /** The team's service; also the stack's name and that of its HCP Terraform workspace. */
  readonly service: string;
  readonly team: string;
  /** What the service is for, in a sentence. */
  readonly summary: string;
}

/** A stack with our provider, tags and backend. Constructs reach the environment and the account through it. */
export class PlumblineStack extends TerraformStack {
  readonly environment: Environment;
  readonly service: string;
  readonly accountId: string;
  readonly partition: string;

  constructor(scope: Construct, { environment, service, team, summary }: PlumblineStackProps) {
    super(scope, service);
    this.environment = environment;
    this.service = service;
    new AwsProvider(this, 'aws', {
      region: environment.region,
      defaultTags: [{ tags: { project: 'plumbline', environment: environment.name, service, team } }],
    });
    if (environment.hcpTerraform !== undefined) {
      const { organization, project } = environment.hcpTerraform;
      new CloudBackend(this, { organization, workspaces: new NamedCloudWorkspace(`${service}-${environment.name}`, project) });
    }
    this.accountId = new DataAwsCallerIdentity(this, 'account').accountId;
    this.partition = new DataAwsPartition(this, 'partition').partition;
    // Whoever reads the compiled Terraform, or its workspace, learns from it whose it is.
    new TerraformOutput(this, 'service', { value: { name: service, team, summary }, staticId: true });
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
