import type { PolicyDocument } from '@plumbline/iam-policy';
import { arnOf, type OpenService, type TerraformTypes } from '@plumbline/local-aws-kernel';

/** Roles and their policies. The kernel evaluates them on every call. */
export const IAM_TYPES: TerraformTypes<OpenService> = {
  aws_iam_role: {
    honours: ['name', 'assume_role_policy'],
    harmless: {
      description: 'it is documentation',
      path: 'ARNs identify roles',
      permissions_boundary: 'boundaries are not evaluated',
      max_session_duration: 'sessions do not expire',
      force_detach_policies: 'nothing is destroyed',
    },
    deploy: (_, { values, iam }) => iam.putRole(values.text('arn'), values.json<PolicyDocument>('assume_role_policy')),
  },
  aws_iam_role_policy: {
    honours: ['name', 'role', 'policy'],
    deploy(_, { resource, values, account, iam }) {
      const roleArn = arnOf(account, 'iam', `role/${values.text('role')}`);
      iam.putRolePolicy(roleArn, values.optionalText('name') ?? resource.address, values.json<PolicyDocument>('policy'));
    },
  },
};
