import type { PolicyDocument } from '@plumbline/iam-policy';
import { evaluate } from '@plumbline/iam-policy';
import type { Iam, Principal } from '@plumbline/local-aws-kernel';
import type { RestMatch } from './rest-api.ts';

/** The reason for refusing a call. */
export interface Refusal {
  readonly message: string;
  readonly code: string;
}

/**
 * Evaluates the caller's own policies and the API's policy: either may allow the call, each may deny it.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export const refusalOf = (
  caller: Principal,
  { method }: RestMatch,
  resource: string,
  policy: PolicyDocument | undefined,
  iam: Iam,
): Refusal | undefined => {
  if (method.authorization === 'NONE') return undefined;
  if (caller.kind === 'anonymous') return { message: 'Missing Authentication Token', code: 'MissingAuthenticationTokenException' };
  if (caller.kind === 'operator') return undefined;
  const permission = { action: 'execute-api:Invoke', resource };
  const byPolicy = policy === undefined ? 'implicitDeny' : evaluate([policy], permission, { type: 'AWS', id: caller.roleArn });
  const verdicts = [byPolicy, iam.verdict(caller, permission)];
  if (verdicts.includes('allowed') && !verdicts.includes('explicitDeny')) return undefined;
  return {
    message:
      iam.refusal(caller, permission) ?? `User: ${caller.sessionArn} is not authorized to access this resource with an explicit deny`,
    code: 'AccessDeniedException',
  };
};
