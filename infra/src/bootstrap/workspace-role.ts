import { policy, type Statement } from '../constructs/policy.ts';
import { Construct, IamRole, IamRolePolicy } from '../terraform.ts';
import { HCP_AUDIENCE, HCP_ISSUER } from './hcp-identity.ts';

export interface WorkspaceRoleProps {
  readonly name: string;
  readonly description: string;
  /** The OIDC provider in IAM for HCP Terraform. */
  readonly issuerArn: string;
  /** The only kind of run, of the only workspace, that may assume the role. */
  readonly subject: string;
  /** By name. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
}

/** A role for one kind of run of one workspace. It needs no stored secret, because HCP Terraform signs an identity token for the run. */
export class WorkspaceRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, { name, description, issuerArn, subject, policies }: WorkspaceRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, 'role', {
      name,
      // Stacks name their resources after the environment, so no apply role may change a role on this path.
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
