import type { Principal } from '../../iam/principal.ts';
import { EVENTS } from '../../iam/service-principal.ts';
import { type Delivery, type DeliveryOutcome, permanent, type TargetServices } from './delivery.ts';

/**
 * The target's role as a caller, or why EventBridge can't act with it.
 * @param action what the role must be allowed to do to the target. @default the target asks for itself
 */
export const assumedRole = (
  { rule, target }: Delivery,
  { iam }: TargetServices,
  action?: string,
): { readonly role: Principal } | { readonly refused: DeliveryOutcome } => {
  const refused = (why: string) => ({ refused: permanent('NO_PERMISSIONS', why) });
  if (target.roleArn === undefined || !iam.trusts(target.roleArn, EVENTS, rule.arn))
    return refused(`EventBridge may not assume the target's role ${target.roleArn ?? '(none)'} for the rule ${rule.arn}.`);
  const role = iam.principalOf(target.roleArn, 'EventBridge');
  const refusal = action === undefined ? undefined : iam.refusal(role, { action, resource: target.arn });
  return refusal === undefined ? { role } : refused(refusal);
};
