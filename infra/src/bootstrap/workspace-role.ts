import { policy, type Statement } from '../constructs/policy.ts';
import { Construct, IamRole, IamRolePolicy } from '../terraform.ts';
import { HCP_AUDIENCE, HCP_ISSUER } from './hcp-identity.ts';

export interface WorkspaceRoleProps {
  readonly name: string;
  readonly description: string;
  /** The provider in IAM that stands for HCP Terraform. */
  readonly issuerArn: string;
  /** The one kind of run of the one workspace that may take the role. */
  readonly subject: string;
  /** By name. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
}

/** A role that one kind of run of one workspace takes, without any secret in between: HCP Terraform signs what it is. */
export class WorkspaceRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, { name, description, issuerArn, subject, policies }: WorkspaceRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, 'role', {
      name,
      // What stacks make is named after the environment: no apply role may change a role on this path.
      path: '/terraform/',
      description,
      assumeRolePolicy: policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: issuerArn },
        Condition: { StringEquals: { [`${HCP_ISSUER}:aud`]: HCP_AUDIENCE, [`${HCP_ISSUER}:sub`]: subject } },
      }),
    });
    for (const [policyName, statements] of Object.entries(policies)) {
      new IamRolePolicy(this, policyName, { name: policyName, role: this.role.id, policy: policy(...statements) });
    }
  }
}
