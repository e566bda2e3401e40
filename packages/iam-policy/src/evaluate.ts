import { conditionVerdict } from './condition.ts';
import type { Permission } from './permission.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';
import { wildcardMatches } from './wildcard.ts';

export type Verdict = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** The caller that a resource policy's `Principal` is compared with. */
export interface PolicyPrincipal {
  /** `Service`, such as `events.amazonaws.com`, or `AWS`, a role's ARN. */
  readonly type: 'Service' | 'AWS';
  readonly id: string;
}

/**
 * Evaluates policies for one permission: an explicit deny wins, then any allow, else it is denied.
 *
 * @param principal given for resource policies, whose statements name their principal.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const evaluate = (policies: Iterable<PolicyDocument>, permission: Permission, principal?: PolicyPrincipal): Verdict => {
  let verdict: Verdict = 'implicitDeny';
  for (const policy of policies) {
    for (const statement of list(policy.Statement)) {
      if (!applies(statement, permission, principal)) continue;
      if (statement.Effect === 'Deny') return 'explicitDeny';
      verdict = 'allowed';
    }
  }
  return verdict;
};

const applies = (statement: Statement, permission: Permission, principal: PolicyPrincipal | undefined): boolean =>
  selects(statement.Action, statement.NotAction, permission.action, true) &&
  (principal !== undefined && statement.Resource === undefined && statement.NotResource === undefined
    ? true // A trust policy has no Resource.
    : selects(statement.Resource, statement.NotResource, permission.resource, false)) &&
  (principal === undefined || namesPrincipal(statement, principal)) &&
  Object.entries(statement.Condition ?? {}).every(([operator, operands]) => {
    const verdict = conditionVerdict(operator, operands, permission.conditionKeys ?? {});
    // An unsupported operator must never grant access: an allow statement with one does not apply, a deny statement does.
    return verdict === 'unknown' ? statement.Effect === 'Deny' : verdict === 'holds';
  });

/** Actions are compared without regard to case, resources with. */
const selects = (only: Statement['Action'], allBut: Statement['Action'], value: string, ignoreCase: boolean): boolean => {
  const matches = (pattern: string): boolean => wildcardMatches(pattern, value, ignoreCase);
  if (only !== undefined) return list(only).some(matches);
  return allBut !== undefined && !list(allBut).some(matches);
};

const namesPrincipal = ({ Principal, NotPrincipal }: Statement, principal: PolicyPrincipal): boolean =>
  NotPrincipal === undefined ? principalMatches(Principal, principal) : !principalMatches(NotPrincipal, principal);

const principalMatches = (stated: Statement['Principal'], principal: PolicyPrincipal): boolean => {
  // `"AWS": "*"` is another way to write `"*"`, and means services too.
  if (stated === '*' || list(stated?.['AWS'] ?? []).includes('*')) return true;
  const ids = list(stated?.[principal.type] ?? []);
  return ids.some((id) => id === '*' || id === principal.id || (principal.type === 'AWS' && isAccountOf(id, principal.id)));
};

/** `arn:aws:iam::ACCOUNT:root` and a bare account id mean every principal in the account. */
const isAccountOf = (id: string, arn: string): boolean => {
  const account = arn.split(':')[4] ?? '';
  return id === account || /^arn:[^:]+:iam::(\d{12}):root$/.exec(id)?.[1] === account;
};

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
