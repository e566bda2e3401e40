import type { Account } from '@plumbline/local-aws-kernel';
import type { PermissionStatement } from './resource-policies.ts';

/** A permission in the form of AddPermission and Terraform's `aws_lambda_permission`. */
export interface PermissionGrant {
  readonly sid: string;
  /** Such as `lambda:InvokeFunction`. */
  readonly action: string;
  /** A service such as `events.amazonaws.com`, an account's id, an ARN, or `*`. */
  readonly principal: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/**
 * The statement of a function's resource policy, as AWS writes it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
 */
export const permissionStatement = (account: Account, functionArn: string, grant: PermissionGrant): PermissionStatement => {
  const { sid, action, principal, sourceArn, sourceAccount } = grant;
  const condition = {
    ...(sourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
    ...(sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': sourceArn } }),
  };
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: principalOf(account, principal),
    Action: action,
    Resource: functionArn,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
};

const principalOf = ({ partition }: Account, principal: string): '*' | Readonly<Record<string, string>> => {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
};
