/** IAM's roles, and STS. The kernel authorizes calls; this service deploys roles and identifies callers. */
import type { OpenService, ServiceModule } from '@plumbline/local-aws-kernel';
import { openSts } from './sts.ts';
import { IAM_TYPES } from './terraform-types.ts';

export const iam: ServiceModule<OpenService> = {
  name: 'iam',
  terraformTypes: IAM_TYPES,
  open: ({ account }) => ({ service: openSts(account) }),
};
