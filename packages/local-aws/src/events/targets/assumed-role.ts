import type { Principal } from '../../iam/principal.ts';
import { EVENTS } from '../../iam/service-principal.ts';
import { type Delivery, type DeliveryOutcome, permanent, type TargetServices } from './delivery.ts';

/** The target's role as a caller, or why EventBridge can't act with it. */
export const assumedRole = ({ rule, target }: Delivery, { iam }: TargetServices): Principal | DeliveryOutcome => {
  if (target.roleArn !== undefined && iam.trusts(target.roleArn, EVENTS, rule.arn)) return iam.principalOf(target.roleArn, 'EventBridge');
  return permanent(
    'NO_PERMISSIONS',
    `EventBridge may not assume the target's role ${target.roleArn ?? '(none)'} for the rule ${rule.arn}.`,
  );
};
